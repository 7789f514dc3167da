// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that mend what a file says in a way that its kind does not allow.
#include "core/base/translate.h"
#include "core/rules/fixmaker.h"

#include "core/base/duration.h"
#include "core/base/rate.h"
#include "core/model/fields.h"
#include "core/model/pointer.h"
#include "core/model/valuewords.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr std::size_t mostChoices = 6;

/// The part of \a type that an object, an array or a scalar like \a value may be meant as.
const ValueType *partFor(const ValueType &type, const Json &value)
{
    if (type.kind != ValueKind::Either)
        return &type;
    for (const ValueType &part : type.parts) {
        const bool isObject = part.kind == ValueKind::Object || part.kind == ValueKind::Map;
        const bool isArray = part.kind == ValueKind::Array || part.kind == ValueKind::Set;
        if (isObject == value.is_object() && isArray == value.is_array())
            return &part;
    }
    return type.parts.empty() ? nullptr : &type.parts.front();
}

/// What may stand at \a pointer of an element; nullptr where anything may, or nothing is known.
const ValueType *typeAt(FixMaker &fix, const QString &pointer)
{
    const QStringList tokens = pointer.split(u'/').mid(fix.element.kind == Kind::Approvals ? 2 : 1);
    const Shape *shape = &documentShape(fix.element.kind);
    const ValueType *type = nullptr;
    QString at = fix.element.kind == Kind::Approvals ? pointer.section(u'/', 0, 1) : QString();
    for (const QString &token : tokens) {
        at += u'/' + token;
        if (shape) {
            QString key = token;
            const Field *field = shape->field(key.replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1).toStdString());
            type = field ? &field->type : nullptr;
        } else if (type) {
            type = type->parts.empty() ? nullptr : &type->parts.front();
        }
        if (!type)
            return nullptr;
        type = partFor(*type, fix.value(at));
        shape = type && type->kind == ValueKind::Object && type->shape ? &type->shape() : nullptr;
    }
    return type;
}

/// The members of the object that \a pointer is a member of; nullptr when they are free.
const Shape *shapeAround(FixMaker &fix)
{
    const QString parent = fix.pointer.first(fix.pointer.lastIndexOf(u'/'));
    const bool isDocument = fix.element.kind == Kind::Approvals ? parent.count(u'/') == 1 : parent.isEmpty();
    if (isDocument)
        return &documentShape(fix.element.kind);
    const ValueType *type = typeAt(fix, parent);
    return type && type->kind == ValueKind::Object && type->shape ? &type->shape() : nullptr;
}

void renameMember(FixMaker &fix, const QString &title, const QString &name)
{
    const QString parent = fix.pointer.first(fix.pointer.lastIndexOf(u'/'));
    const Json object = fix.value(parent);
    if (!object.is_object() || object.contains(name.toStdString()))
        return;
    Edits edits(fix.catalog);
    edits.remove(fix.element, fix.pointer);
    edits.set(fix.element, parent + u'/' + escapedPointerToken(name), fix.value());
    fix.add(FixKind::Suggestion, title, edits);
}

void mendMember(FixMaker &fix)
{
    const Shape *shape = fix.pointer.isEmpty() ? nullptr : shapeAround(fix);
    if (!shape)
        return;
    const QString name = fix.pointer.section(u'/', -1).replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1);
    std::vector<QString> known;
    for (const Field &field : shape->fields())
        known.push_back(QString::fromStdString(field.key));
    const QString nearest = nearestText(name, known);
    if (!nearest.isEmpty())
        renameMember(fix, tr("Rename “%1” to “%2”").arg(name, nearest), nearest);
    renameMember(fix, tr("Keep it as your own: “x-%1”").arg(name), u"x-"_s + name);
    fix.remove(FixKind::Suggestion, tr("Remove “%1”").arg(name), fix.pointer);
}

void mendValue(FixMaker &fix)
{
    const ValueType *type = typeAt(fix, fix.pointer);
    if (!type || type->kind != ValueKind::Enumeration)
        return;
    const QString nearest = nearestText(fix.text(), type->texts);
    if (!nearest.isEmpty())
        fix.set(FixKind::Suggestion, tr("Change it to “%1”").arg(nearest), fix.pointer, jsonOf(nearest));
    for (const QString &text : type->texts) {
        if (text != nearest && type->texts.size() <= mostChoices)
            fix.set(FixKind::Suggestion, tr("Change it to “%1”").arg(text), fix.pointer, jsonOf(text));
    }
}

/// `5 Sec` as `5s`: without spaces, with a unit of ours.
template<typename Parse>
QString respelled(const QString &text, const QList<std::pair<QString, QString>> &words, const Parse &parse)
{
    QString plain = text.toLower();
    plain.remove(u' ');
    for (const auto &[word, unit] : words) {
        if (plain.endsWith(word)) {
            plain = plain.chopped(word.size()) + unit;
            break;
        }
    }
    return parse(plain) ? plain : QString();
}

void mendDuration(FixMaker &fix)
{
    static const QList<std::pair<QString, QString>> words{
        {u"milliseconds"_s, u"ms"_s}, {u"millis"_s, u"ms"_s}, {u"seconds"_s, u"s"_s}, {u"second"_s, u"s"_s},
        {u"secs"_s, u"s"_s},          {u"sec"_s, u"s"_s},     {u"minutes"_s, u"m"_s}, {u"minute"_s, u"m"_s},
        {u"mins"_s, u"m"_s},          {u"min"_s, u"m"_s},     {u"hours"_s, u"h"_s},   {u"hour"_s, u"h"_s},
        {u"days"_s, u"d"_s},          {u"day"_s, u"d"_s}};
    const QString text = respelled(fix.text(), words, [](const QString &plain) { return parseDuration(plain); });
    if (!text.isEmpty())
        fix.set(FixKind::Suggestion, tr("Write it as “%1”").arg(text), fix.pointer, jsonOf(text));
}

void mendRate(FixMaker &fix)
{
    static const QList<std::pair<QString, QString>> words{
        {u"/second"_s, u"/s"_s}, {u"/sec"_s, u"/s"_s},  {u"persecond"_s, u"/s"_s},   {u"/minute"_s, u"/min"_s},
        {u"/m"_s, u"/min"_s},    {u"/hour"_s, u"/h"_s}, {u"perminute"_s, u"/min"_s}, {u"/day"_s, u"/d"_s}};
    const QString text = respelled(fix.text(), words, [](const QString &plain) { return parseRate(plain); });
    if (!text.isEmpty())
        fix.set(FixKind::Suggestion, tr("Write it as “%1”").arg(text), fix.pointer, jsonOf(text));
}

void mendRange(FixMaker &fix)
{
    const ValueType *type = typeAt(fix, fix.pointer);
    const Json value = fix.value();
    if (!type || !value.is_number() || (type->kind != ValueKind::Integer && type->kind != ValueKind::Number))
        return;
    const double nearest = std::clamp(value.get<double>(), type->minimum, type->maximum);
    const bool isWhole = nearest == std::floor(nearest) && std::abs(nearest) < 1e15;
    const Json number = isWhole ? Json(static_cast<qint64>(nearest)) : Json(nearest);
    fix.set(FixKind::Suggestion, tr("Set it to %1, the nearest that is allowed").arg(valueWords(number)), fix.pointer,
            number);
}

/// The scalar \a value as what \a type asks for; null when that takes a person.
Json converted(const ValueType &type, const Json &value)
{
    switch (type.kind) {
    case ValueKind::Integer:
    case ValueKind::Number: {
        const Json number = value.is_string() ? Json::parse(value.get<std::string>(), nullptr, false) : Json();
        const bool fits = type.kind == ValueKind::Integer ? number.is_number_integer() : number.is_number();
        return fits ? number : Json();
    }
    case ValueKind::Boolean:
        return value == "true" ? Json(true) : value == "false" ? Json(false) : Json();
    case ValueKind::Text:
    case ValueKind::Slug:
        return value.is_number() || value.is_boolean() ? Json(value.dump()) : Json();
    case ValueKind::Span:
        return value.is_number() ? Json(value.dump() + "s") : Json();
    case ValueKind::Rate:
        return value.is_number() ? Json(value.dump() + "/s") : Json();
    case ValueKind::Array:
    case ValueKind::Set:
        return value.is_string() || value.is_number() ? Json::array({value}) : Json();
    default:
        return {};
    }
}

void mendType(FixMaker &fix)
{
    const ValueType *wanted = typeAt(fix, fix.pointer);
    const Json value = wanted ? converted(*wanted, fix.value()) : Json();
    if (!value.is_null())
        fix.set(FixKind::Suggestion, tr("Write it as %1").arg(QString::fromStdString(value.dump())), fix.pointer,
                value);
    if (wanted && wanted->kind == ValueKind::Span && fix.value().is_number())
        fix.set(FixKind::Suggestion, tr("Write it as \"%1ms\"").arg(QString::fromStdString(fix.value().dump())),
                fix.pointer, Json(fix.value().dump() + "ms"));
}

} // namespace

FixMakers valueFixes()
{
    return {
        {u"structure/unknown-member"_s, mendMember}, {u"structure/unknown-value"_s, mendValue},
        {u"structure/duration"_s, mendDuration},     {u"structure/rate"_s, mendRate},
        {u"structure/range"_s, mendRange},           {u"structure/type"_s, mendType},
    };
}

} // namespace weir
