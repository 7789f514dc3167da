// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/typescript.h"

#include <QStringList>

#include <string>

namespace weir {

/// Writes one schema document as TypeScript.
class TypeScriptWriter
{
public:
    /// \a root is what local `$ref`s count from; it must outlive the writer.
    TypeScriptWriter(const Json &root, SchemaLookup lookup) : m_root(root), m_lookup(std::move(lookup)) {}

    /// The type of the whole document.
    QString write(int indent);

private:
    enum class Layout { Lines, Inline };

    QString type(const Json &schema, int indent, Layout layout);
    QString reference(const QString &target, int indent, Layout layout);
    QString named(const std::string &name, const Json &schema, int indent, Layout layout);
    QString object(const Json &schema, int indent, Layout layout);
    QString members(const Json &properties, const Json &schema, int indent, Layout layout);
    QString array(const Json &schema, int indent, Layout layout);
    QString alternatives(const Json &list, int indent, Layout layout);
    QString intersection(const Json &schema, int indent, Layout layout);
    QString literals(const Json &values) const;
    const Json *resolve(const QString &target) const;

    const Json &m_root;
    SchemaLookup m_lookup;
    QStringList m_open; ///< References being written: meeting one again is a cycle.
    int m_depth = 0;
};

/// `OrderLine` for `order-line`: an identifier in Pascal case; `Unnamed` when nothing is left.
QString typeScriptName(const QString &text);

} // namespace weir
