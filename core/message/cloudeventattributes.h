// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/cloudevent.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QSet>

namespace weir {

/// Fills a CloudEvent attribute by attribute and says what is wrong with each (CloudEvents 1.0.2 §Context Attributes),
/// however they travelled.
class CloudEventAttributes
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// \a value as the attribute \a name, which stands at \a place. Null is absent.
    void set(const QString &name, const Json &value, const Place &place);
    void complain(const char *rule, const Place &place, const QString &message, const QString &hint = {});
    /// Reports required attributes that were not set; \a whole is where the event stands.
    CloudEventReading finish(const Place &whole);

    CloudEvent &event() { return m_reading.event; }

private:
    QString text(const QString &name, const Json &value, const Place &place);
    void remark(const char *rule, const Place &place, const QString &message, Severity severity);
    void setTime(const QString &text, const Place &place);
    void setExtension(const QString &name, const Json &value, const Place &place);

    CloudEventReading m_reading;
    Json m_extensions = nullptr;
    QSet<QString> m_seen;
};

/// Whether \a name can be an attribute's: `a-z` and `0-9` only (CloudEvents 1.0.2 §Naming Conventions), not `data`.
bool isAttributeName(QStringView name);
/// Whether \a text may stand in an attribute: no control characters, no code points that are none.
bool isAttributeText(QStringView text);
/// Whether \a value is an Integer of CloudEvents: whole, 32 bits, signed.
bool isAttributeInteger(const Json &value);
/// Whether \a name is an attribute of the specification itself.
bool isContextAttribute(const QString &name);

} // namespace weir
