// SPDX-License-Identifier: GPL-3.0-or-later
/// Binds the members of a struct to the members of a JSON object: one declaration gives type, reading and writing.
#pragma once

#include "core/base/duration.h"
#include "core/base/jsonvalue.h"
#include "core/model/codec.h"
#include "core/model/enumtext.h"

#include <nlohmann/json.hpp>

#include <QDate>
#include <QMap>
#include <QStringList>

#include <optional>
#include <type_traits>

namespace weir::binding {

// Each notation says how one C++ type is written: `Value`, type(), read() (nothing when the JSON does not fit), write().

struct Text
{
    using Value = QString;
    static ValueType type() { return {.kind = ValueKind::Text}; }
    static std::optional<QString> read(const Json &json);
    static Json write(const QString &value) { return jsonOf(value); }
};

/// A slug. One that is misspelt is read all the same, so that the element can be named; validation reports it.
struct Slug : Text
{
    static ValueType type() { return {.kind = ValueKind::Slug}; }
};

struct Date
{
    using Value = QDate;
    static ValueType type() { return {.kind = ValueKind::Date}; }
    static std::optional<QDate> read(const Json &json);
    static Json write(const QDate &value) { return jsonOf(value.toString(Qt::ISODate)); }
};

struct Boolean
{
    using Value = bool;
    static ValueType type() { return {.kind = ValueKind::Boolean}; }
    static std::optional<bool> read(const Json &json);
    static Json write(bool value) { return value; }
};

struct Span
{
    using Value = Duration;
    static ValueType type() { return {.kind = ValueKind::Span}; }
    static std::optional<Duration> read(const Json &json);
    static Json write(Duration value);
};

struct Rate
{
    using Value = double;
    static ValueType type() { return {.kind = ValueKind::Rate}; }
    static std::optional<double> read(const Json &json);
    static Json write(double value);
};

struct Any
{
    using Value = JsonValue;
    static ValueType type() { return {.kind = ValueKind::Any}; }
    static std::optional<JsonValue> read(const Json &json) { return JsonValue(json); }
    static Json write(const JsonValue &value) { return value.get(); }
};

/// A whole number in \a json, written as 4 or 4.0, from \a minimum to \a maximum.
std::optional<qint64> wholeNumber(const Json &json, double minimum, double maximum);
/// A finite number in \a json, from \a minimum to \a maximum.
std::optional<double> number(const Json &json, double minimum, double maximum);
/// \a value as a JSON number, without a fraction where it has none.
Json numberJson(double value);

template<int minimum>
struct Integer
{
    using Value = int;
    static constexpr double maximum = std::numeric_limits<int>::max();
    static ValueType type() { return {.kind = ValueKind::Integer, .minimum = minimum, .maximum = maximum}; }
    static std::optional<int> read(const Json &json)
    {
        const auto value = wholeNumber(json, minimum, maximum);
        return value ? std::optional(int(*value)) : std::nullopt;
    }
    static Json write(int value) { return value; }
};

using Count = Integer<1>;               ///< 1, 2, …
using Whole = Integer<0>;               ///< 0, 1, …
using Coordinate = Integer<-1'000'000>; ///< Of a drawing.

struct Seed
{
    using Value = quint64;
    static ValueType type() { return {.kind = ValueKind::Integer, .minimum = 0, .maximum = 18446744073709551615.0}; }
    static std::optional<quint64> read(const Json &json);
    static Json write(quint64 value) { return value; }
};

/// A number that is not negative.
struct Amount
{
    using Value = double;
    static ValueType type() { return {.kind = ValueKind::Number, .minimum = 0}; }
    static std::optional<double> read(const Json &json) { return number(json, 0, std::numeric_limits<double>::max()); }
    static Json write(double value) { return numberJson(value); }
};

struct Share
{
    using Value = double;
    static ValueType type() { return {.kind = ValueKind::Number, .minimum = 0, .maximum = 1}; }
    static std::optional<double> read(const Json &json) { return number(json, 0, 1); }
    static Json write(double value) { return numberJson(value); }
};

template<typename E>
struct Enum
{
    using Value = E;
    static ValueType type()
    {
        ValueType result{.kind = ValueKind::Enumeration};
        for (const std::string_view text : enumTexts<E>())
            result.texts.push_back(QString::fromUtf8(text.data(), qsizetype(text.size())));
        return result;
    }
    static std::optional<E> read(const Json &json)
    {
        return json.is_string() ? enumNamed<E>(json.get_ref<const std::string &>()) : std::nullopt;
    }
    static Json write(E value) { return jsonOf(enumText(value)); }
};

template<typename T>
struct Object
{
    using Value = T;
    static ValueType type() { return {.kind = ValueKind::Object, .shape = &shapeOf<T>}; }
    static std::optional<T> read(const Json &json)
    {
        return json.is_object() ? std::optional(fromJson<T>(json)) : std::nullopt;
    }
    static Json write(const T &value) { return toJson(value); }
};

/// Items that do not fit are left out.
template<typename Item, ValueKind kind = ValueKind::Array>
struct List
{
    using Value = QList<typename Item::Value>;
    static ValueType type() { return {.kind = kind, .parts = {Item::type()}}; }
    static std::optional<Value> read(const Json &json)
    {
        if (!json.is_array())
            return std::nullopt;
        Value result;
        for (const Json &item : json) {
            if (auto value = Item::read(item))
                result.append(*std::move(value));
        }
        return result;
    }
    static Json write(const Value &values)
    {
        Json result = Json::array();
        for (const auto &value : values)
            result.push_back(Item::write(value));
        return result;
    }
};

template<typename Item>
using Set = List<Item, ValueKind::Set>;

/// Members that do not fit are left out.
template<typename Item>
struct Map
{
    using Value = QMap<QString, typename Item::Value>;
    static ValueType type() { return {.kind = ValueKind::Map, .parts = {Item::type()}}; }
    static std::optional<Value> read(const Json &json)
    {
        if (!json.is_object())
            return std::nullopt;
        Value result;
        for (const auto &[key, item] : json.items()) {
            if (auto value = Item::read(item))
                result.insert(QString::fromStdString(key), *std::move(value));
        }
        return result;
    }
    static Json write(const Value &values)
    {
        Json result = Json::object();
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            result[it.key().toStdString()] = Item::write(it.value());
        return result;
    }
};

template<typename T>
inline constexpr bool isOptional = false;
template<typename T>
inline constexpr bool isOptional<std::optional<T>> = true;

/// Builds the Shape of the struct T.
template<typename T>
class Builder
{
public:
    explicit Builder(const char *name) : m_shape(QString::fromUtf8(name)) {}

    /// The struct's \a member is written as \a key in the given notation; an optional member may be absent.
    template<typename Notation, typename Member>
    Builder &field(const char *key, Member T::*member)
    {
        return custom(
            key, Notation::type(),
            [member](T &target, const Json &json) {
                if (auto value = Notation::read(json))
                    target.*member = *std::move(value);
            },
            [member](const T &source, Json &json) {
                const Member &value = source.*member;
                if constexpr (isOptional<Member>) {
                    if (value)
                        json = Notation::write(*value);
                    return value.has_value();
                } else {
                    static const T defaults;
                    json = Notation::write(value);
                    return !(value == defaults.*member);
                }
            });
    }

    /// Members of the same struct that stand in an object of their own, \a key.
    Builder &group(const char *key, const Shape &(*shape)())
    {
        return custom(
            key, ValueType{.kind = ValueKind::Object, .shape = shape},
            [shape](T &target, const Json &json) { shape().read(&target, json); },
            [shape](const T &source, Json &json) {
                json = shape().write(&source);
                return !json.empty();
            });
    }

    /// \a read takes (T &, const Json &); \a write takes (const T &, Json &) and is false for the default.
    template<typename Read, typename Write>
    Builder &custom(const char *key, ValueType type, Read read, Write write)
    {
        Field field;
        field.key = key;
        field.type = std::move(type);
        field.read = [read](void *target, const Json &json) { read(*static_cast<T *>(target), json); };
        field.write = [write](const void *source, Json &json) { return write(*static_cast<const T *>(source), json); };
        m_shape.add(std::move(field));
        return *this;
    }

    /// The member declared last has to be there.
    Builder &required()
    {
        m_shape.last().isRequired = true;
        return *this;
    }
    /// Exactly one of \a keys has to be there.
    Builder &oneOf(std::vector<std::string> keys)
    {
        m_shape.setChoice(std::move(keys));
        return *this;
    }
    Shape done() { return std::move(m_shape); }

private:
    Shape m_shape;
};

} // namespace weir::binding
