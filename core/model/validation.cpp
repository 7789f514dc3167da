// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/validation.h"

#include "core/base/duration.h"
#include "core/base/rate.h"
#include "core/model/fields.h"
#include "core/model/pointer.h"
#include "core/model/valuewords.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDate>

#include <cmath>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

bool isSlugCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

bool isInteger(const Json &value)
{
    return value.is_number_integer() || (value.is_number() && value.get<double>() == std::floor(value.get<double>()));
}

/// Whether the JSON type alone fits, whatever the value is.
bool fitsJsonType(const ValueType &type, const Json &value)
{
    switch (type.kind) {
    case ValueKind::Text:
    case ValueKind::Slug:
    case ValueKind::Date:
    case ValueKind::Span:
    case ValueKind::Rate:
    case ValueKind::Enumeration:
        return value.is_string();
    case ValueKind::Integer:
        return isInteger(value);
    case ValueKind::Number:
        return value.is_number();
    case ValueKind::Boolean:
        return value.is_boolean();
    case ValueKind::Object:
    case ValueKind::Map:
        return value.is_object();
    case ValueKind::Array:
    case ValueKind::Set:
        return value.is_array() && (type.fixedSize < 0 || qsizetype(value.size()) == type.fixedSize);
    case ValueKind::Either:
    case ValueKind::Any:
        break;
    }
    return true;
}

class DocumentCheck
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit DocumentCheck(const ElementRef &element) : m_element(element.path()) {}

    void check(const ValueType &type, const Json &value, const QString &pointer);
    void checkObject(const Shape &shape, const Json &object, const QString &pointer);
    Findings takeFindings() { return std::move(m_findings); }

private:
    void checkText(const ValueType &type, const Json &value, const QString &pointer);
    void checkNumber(const ValueType &type, const Json &value, const QString &pointer);
    void checkItems(const ValueType &type, const Json &value, const QString &pointer);
    void checkMap(const ValueType &type, const Json &value, const QString &pointer);
    void checkEither(const ValueType &type, const Json &value, const QString &pointer);
    void checkChoice(const Shape &shape, const Json &object, const QString &pointer);
    void reportUnknown(const Shape &shape, const QString &key, const QString &pointer);
    void report(const QString &rule, const QString &message, const QString &hint, const QString &pointer,
                Severity severity = Severity::Error);
    QString subject(const QString &pointer) const;

    QString m_element;
    Findings m_findings;
};

void DocumentCheck::report(const QString &rule, const QString &message, const QString &hint, const QString &pointer,
                           Severity severity)
{
    Finding finding;
    finding.rule = u"structure/"_s + rule;
    finding.severity = severity;
    finding.message = message;
    finding.hint = hint;
    finding.place.pointer = pointer;
    finding.element = m_element;
    m_findings.append(finding);
}

QString DocumentCheck::subject(const QString &pointer) const
{
    return pointer.isEmpty() ? m_element : tr("%1 of %2").arg(pointer.sliced(1), m_element);
}

void DocumentCheck::check(const ValueType &type, const Json &value, const QString &pointer)
{
    if (type.kind == ValueKind::Either) {
        checkEither(type, value, pointer);
        return;
    }
    if (!fitsJsonType(type, value)) {
        report(u"type"_s, tr("%1 has to be %2, not %3.").arg(subject(pointer), typeWords(type), valueWords(value)),
               tr("Until then it counts as absent."), pointer);
        return;
    }
    switch (type.kind) {
    case ValueKind::Integer:
    case ValueKind::Number:
        checkNumber(type, value, pointer);
        break;
    case ValueKind::Object:
        checkObject(type.shape(), value, pointer);
        break;
    case ValueKind::Array:
    case ValueKind::Set:
        checkItems(type, value, pointer);
        break;
    case ValueKind::Map:
        checkMap(type, value, pointer);
        break;
    default:
        checkText(type, value, pointer);
    }
}

void DocumentCheck::checkText(const ValueType &type, const Json &value, const QString &pointer)
{
    const QString text = textOf(value);
    const auto refuse = [&](const QString &rule, const QString &hint) {
        report(rule, tr("%1 is \"%2\", which is not %3.").arg(subject(pointer), shortened(text), typeWords(type)), hint,
               pointer);
    };
    if (type.kind == ValueKind::Slug && !isSlug(text)) {
        refuse(u"slug"_s,
               tr("An id starts with a small letter or digit; small letters, digits, '.', '_' and '-' may follow."));
    } else if (type.kind == ValueKind::Date && !QDate::fromString(text, Qt::ISODate).isValid()) {
        refuse(u"date"_s, tr("Write year, month and day: 2026-03-31."));
    } else if (type.kind == ValueKind::Span && !parseDuration(text)) {
        refuse(u"duration"_s, tr("Write a number and one of ns, us, ms, s, m, h, d: 250ms, 1.5m."));
    } else if (type.kind == ValueKind::Rate && !parseRate(text)) {
        refuse(u"rate"_s, tr("Write a number and one of /s, /min, /h, /d: 50/s, 120/min."));
    } else if (type.kind == ValueKind::Enumeration
               && std::find(type.texts.begin(), type.texts.end(), text) == type.texts.end()) {
        const QString nearest = nearestText(text, type.texts);
        refuse(u"unknown-value"_s,
               nearest.isEmpty() ? tr("Choose one of these values.") : tr("Did you mean %1?").arg(nearest));
    }
}

void DocumentCheck::checkNumber(const ValueType &type, const Json &value, const QString &pointer)
{
    const double number = value.get<double>();
    if (number < type.minimum || number > type.maximum) {
        report(u"range"_s, tr("%1 is %2, which is not %3.").arg(subject(pointer), valueWords(value), typeWords(type)),
               tr("Until then it counts as absent."), pointer);
    }
}

void DocumentCheck::checkItems(const ValueType &type, const Json &value, const QString &pointer)
{
    qsizetype index = 0;
    for (const Json &item : value)
        check(type.parts.front(), item, pointer + u'/' + QString::number(index++));
}

void DocumentCheck::checkMap(const ValueType &type, const Json &value, const QString &pointer)
{
    for (const auto &[key, item] : value.items()) {
        const QString name = QString::fromStdString(key);
        const QString itemPointer = pointer + u'/' + escapedPointerToken(name);
        bool isNumber = true;
        if (type.hasNumericKeys && (name.toInt(&isNumber) < 1 || !isNumber)) {
            report(u"key"_s, tr("\"%1\" in %2 is not a version number.").arg(shortened(name), subject(pointer)),
                   tr("Name each version by its number, from 1."), itemPointer);
        }
        check(type.parts.front(), item, itemPointer);
    }
}

void DocumentCheck::checkEither(const ValueType &type, const Json &value, const QString &pointer)
{
    for (const ValueType &part : type.parts) {
        if (fitsJsonType(part, value)) {
            check(part, value, pointer);
            return;
        }
    }
    report(u"type"_s, tr("%1 has to be %2, not %3.").arg(subject(pointer), typeWords(type), valueWords(value)),
           tr("Until then it counts as absent."), pointer);
}

void DocumentCheck::checkObject(const Shape &shape, const Json &object, const QString &pointer)
{
    for (const auto &[key, value] : object.items()) {
        const QString name = QString::fromStdString(key);
        const QString member = pointer + u'/' + escapedPointerToken(name);
        if (const Field *field = shape.field(key))
            check(field->type, value, member);
        else
            reportUnknown(shape, name, member);
    }
    for (const Field &field : shape.fields()) {
        if (field.isRequired && !object.contains(field.key)) {
            report(u"missing"_s, tr("%1 has no \"%2\".").arg(subject(pointer), QString::fromStdString(field.key)),
                   tr("Add \"%1\": %2.").arg(QString::fromStdString(field.key), typeWords(field.type)), pointer);
        }
    }
    if (!shape.choice().empty())
        checkChoice(shape, object, pointer);
}

void DocumentCheck::checkChoice(const Shape &shape, const Json &object, const QString &pointer)
{
    QStringList allowed;
    int present = 0;
    for (const std::string &key : shape.choice()) {
        allowed.append(QString::fromStdString(key));
        present += object.contains(key) ? 1 : 0;
    }
    if (present != 1) {
        report(u"choice"_s,
               tr("%1 needs exactly one of %2; it has %3.").arg(subject(pointer), allowed.join(u", "_s)).arg(present),
               tr("The member that is there says what kind it is."), pointer);
    }
}

void DocumentCheck::reportUnknown(const Shape &shape, const QString &key, const QString &pointer)
{
    if (key.startsWith(u"x-") || key.startsWith(u'$'))
        return;
    std::vector<QString> keys;
    for (const Field &field : shape.fields())
        keys.push_back(QString::fromStdString(field.key));
    const QString nearest = nearestText(key, keys);
    report(u"unknown-member"_s, tr("%1 is not known here; it is kept, but means nothing.").arg(subject(pointer)),
           nearest.isEmpty() ? tr("Members of your own start with x-.") : tr("Did you mean %1?").arg(nearest), pointer,
           nearest.isEmpty() ? Severity::Info : Severity::Warning);
}

} // namespace

bool isSlug(QStringView id)
{
    if (id.isEmpty() || !isSlugCharacter(id.front()))
        return false;
    return std::all_of(id.begin(), id.end(),
                       [](QChar c) { return isSlugCharacter(c) || c == u'.' || c == u'_' || c == u'-'; });
}

Findings checkDocument(const ElementRef &element, const Json &document)
{
    DocumentCheck check(element);
    const ValueType object{.kind = ValueKind::Object};
    ValueType type = object;
    switch (element.kind) {
    default:
        if (document.is_object()) {
            check.checkObject(documentShape(element.kind), document, {});
            return check.takeFindings();
        }
        break;
    case Kind::Approvals:
        if (document.is_array()) {
            qsizetype index = 0;
            for (const Json &item : document) {
                const QString pointer = u'/' + QString::number(index++);
                if (item.is_object())
                    check.checkObject(documentShape(element.kind), item, pointer);
                else
                    check.check(object, item, pointer);
            }
            return check.takeFindings();
        }
        type.kind = ValueKind::Array;
    }
    check.check(type, document, {});
    return check.takeFindings();
}

} // namespace weir
