// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/importlog.h"
#include "core/interchange/referencefiles.h"
#include "core/interchange/schemacollector.h"

#include <QList>
#include <QSet>
#include <QStringList>

namespace weir {

/// What an import works with.
struct ImportContext
{
    ReferenceFiles &files;
    ImportLog &log;
    SchemaCollector &schemas;
    int major = 3;                ///< Of the AsyncAPI version.
    Located securitySchemes = {}; ///< `components.securitySchemes`.
};

/// A message or operation seen together with its traits (JSON Merge Patch, RFC 7386, in their order). In 2.x a trait
/// replaces what the object says, in 3.x the object wins (AsyncAPI 3.1, Traits Merge Mechanism).
class TraitedObject
{
public:
    /// \a object is resolved; what it has as `traits` is read.
    TraitedObject(const Located &object, ImportContext &context);

    const Located &object() const { return m_object; }
    /// The value of \a key in the strongest layer that has it.
    Located operator[](QStringView key) const;
    /// The names of all members, `traits` aside: those of the object first.
    QStringList keys() const;
    /// The text of \a key; a number's or boolean's spelling; empty when absent. Anything else is reported.
    QString text(QStringView key) const;
    /// The members that \a handled does not name, merged over the layers; each is reported as kept.
    Json leftovers(const QSet<QString> &handled) const;

private:
    Json merged(const QString &key) const;
    void reportShadowed(const QString &key, const Located &winner) const;

    Located m_object;
    QList<Located> m_layers; ///< The weakest first.
    ImportContext &m_context;
};

/// Appends a member; \a object does not have it yet.
void addMember(Json &object, const char *key, Json value);
/// The same for a text, unless it is empty.
void addText(Json &object, const char *key, const QString &text);
/// The same for what is kept of the original under `x-asyncapi`, unless it is empty.
void addExtras(Json &object, Json extras);

} // namespace weir
