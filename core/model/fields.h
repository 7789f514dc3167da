// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/element.h"

#include <QString>

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

/// What one value in a project's file may be.
enum class ValueKind : quint8 {
    Text,
    Slug, ///< `[a-z0-9][a-z0-9._-]*`.
    Date, ///< `2026-03-31`.
    Integer,
    Number,
    Boolean,
    Span, ///< `250ms`.
    Rate, ///< `50/s`.
    Enumeration,
    Object, ///< With the members of a Shape.
    Array,
    Set,    ///< An array whose order means nothing.
    Map,    ///< An object with free keys.
    Either, ///< One of several types.
    Any,    ///< Any JSON, kept verbatim.
};

class Shape;

/// The type of a member, of an array's items or of a map's values.
struct ValueType
{
    ValueKind kind = ValueKind::Any;
    double minimum = std::numeric_limits<double>::lowest(); ///< Of an integer or number.
    double maximum = std::numeric_limits<double>::max();
    std::vector<QString> texts = {};   ///< Enumeration: what may be written.
    const Shape &(*shape)() = nullptr; ///< Object: its members. A function, because shapes nest in themselves.
    std::vector<ValueType> parts = {}; ///< Items of an array, set or map; the choices of an either.
    qsizetype fixedSize = -1;          ///< Array: the number of items; negative is any.
    bool hasNumericKeys = false;       ///< Map: its keys are whole numbers from 1.
    bool keepsOrder = false;           ///< Map: its members stay in the order of the file.
};

/// One member of an object: how it is written, and where its value lives in the C++ value.
struct Field
{
    std::string key;
    ValueType type;
    bool isRequired = false;
    /// Puts a value that fits the type into the struct; anything else is left out.
    std::function<void(void *target, const Json &value)> read;
    /// Fills in the value to write, if there is one; false when it is the default, which only a required member shows.
    std::function<bool(const void *source, Json &value)> write;
};

/// The members of one kind of object in their canonical order.
class Shape
{
public:
    explicit Shape(QString name) : m_name(std::move(name)) {}

    /// The name of the definition in the published JSON Schema: `service`, `sends`.
    const QString &name() const { return m_name; }
    const std::vector<Field> &fields() const { return m_fields; }
    /// Keys of which exactly one has to be there; empty when there is no such rule.
    const std::vector<std::string> &choice() const { return m_choice; }
    /// The member \a key, or nullptr.
    const Field *field(std::string_view key) const;

    void add(Field field) { m_fields.push_back(std::move(field)); }
    Field &last() { return m_fields.back(); }
    void setChoice(std::vector<std::string> keys) { m_choice = std::move(keys); }

    /// Reads every member of \a object that fits its type into the struct at \a target.
    void read(void *target, const Json &object) const;
    /// The struct at \a source as an object; defaults are left out.
    Json write(const void *source) const;

private:
    QString m_name;
    std::vector<Field> m_fields;
    std::vector<std::string> m_choice;
};

/// The shape of the documents of \a kind; for the approvals the shape of one of them.
const Shape &documentShape(Kind kind);

} // namespace weir
