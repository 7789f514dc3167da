// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/inference.h"

#include "core/schema/formats.h"
#include "core/schema/instancevalue.h"
#include "core/schema/schemagraph.h"
#include "core/syntax/jsonpointer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Formats that are told apart from any text; those that most texts have (a `hostname`) are not guessed. From the most to
/// the least particular.
constexpr std::array guessedFormats{"date-time", "date", "uuid", "email", "ipv4", "ipv6", "time", "duration", "uri"};
constexpr qsizetype maxTextForFormat = 2'000;

constexpr std::array<std::pair<quint32, const char *>, 7> typeOrder{{{typebit::object, "object"},
                                                                     {typebit::array, "array"},
                                                                     {typebit::string, "string"},
                                                                     {typebit::integer, "integer"},
                                                                     {typebit::number, "number"},
                                                                     {typebit::boolean, "boolean"},
                                                                     {typebit::null, "null"}}};

} // namespace

/// What is known of the value at one place.
struct SchemaInference::Shape
{
    qint64 count = 0;
    std::array<qint64, typeOrder.size()> types{};        ///< In typeOrder; `number` counts those with a fraction.
    quint32 formats = (1U << guessedFormats.size()) - 1; ///< Still possible for all texts.
    std::map<QByteArray, qint64> texts; ///< Different texts with their counts, until there are too many.
    bool hasManyTexts = false;
    qint64 objects = 0;
    std::vector<std::pair<QByteArray, std::unique_ptr<Shape>>> members; ///< In the order they came up.
    std::map<QByteArray, size_t> byName;
    std::unique_ptr<Shape> items;
    qint64 itemCount = 0;

    qint64 countOf(quint32 bit) const
    {
        const auto found =
            std::find_if(typeOrder.begin(), typeOrder.end(), [bit](const auto &type) { return type.first == bit; });
        return types[size_t(found - typeOrder.begin())];
    }

    void add(const Node &value, const InferenceOptions &options, qsizetype &room)
    {
        ++count;
        const quint32 bits = typeBitsOf(value);
        const quint32 bit = bits & typebit::integer ? typebit::integer : bits;
        for (size_t i = 0; i < typeOrder.size(); ++i)
            types[i] += typeOrder[i].first == bit ? 1 : 0;
        if (value.isString())
            addText(value.bytes(), options);
        for (const Node item : value.isArray() ? value : Node()) {
            if (!items)
                items = std::make_unique<Shape>();
            ++itemCount;
            items->add(item, options, room);
        }
        if (!value.isObject())
            return;
        ++objects;
        for (const Node member : value)
            addMember(member, options, room);
    }

    void addMember(const Node &member, const InferenceOptions &options, qsizetype &room)
    {
        const QByteArray name = member.keyBytes().toByteArray();
        auto known = byName.find(name);
        if (known == byName.end()) {
            if (room == 0)
                return;
            --room;
            known = byName.emplace(name, members.size()).first;
            members.emplace_back(name, std::make_unique<Shape>());
        }
        members[known->second].second->add(member, options, room);
    }

    void addText(QByteArrayView text, const InferenceOptions &options)
    {
        for (size_t i = 0; i < guessedFormats.size() && formats != 0; ++i) {
            const quint32 bit = 1U << i;
            if ((formats & bit)
                && (text.size() > maxTextForFormat || !formatCheck(guessedFormats[i], Dialect::Draft2020)(text)))
                formats &= ~bit;
        }
        if (hasManyTexts)
            return;
        ++texts[text.toByteArray()];
        if (qsizetype(texts.size()) > options.maxValues) {
            hasManyTexts = true;
            texts.clear();
        }
    }

    const char *format() const
    {
        if (countOf(typebit::string) == 0)
            return nullptr;
        for (size_t i = 0; i < guessedFormats.size(); ++i) {
            if (formats & (1U << i))
                return guessedFormats[i];
        }
        return nullptr;
    }

    /// Whether its texts are few and come again and again.
    bool isEnumeration(const InferenceOptions &options) const
    {
        const qint64 strings = countOf(typebit::string);
        return !hasManyTexts && !texts.empty() && !format() && strings >= options.minPerValue * qint64(texts.size());
    }

    QStringList typeNames() const
    {
        std::vector<std::pair<qint64, const char *>> found;
        for (size_t i = 0; i < typeOrder.size(); ++i) {
            // Integers among numbers are numbers.
            const bool isCovered = typeOrder[i].first == typebit::integer && countOf(typebit::number) > 0;
            const qint64 times =
                typeOrder[i].first == typebit::number && types[i] > 0 ? types[i] + countOf(typebit::integer) : types[i];
            if (times > 0 && !isCovered)
                found.emplace_back(times, typeOrder[i].second);
        }
        std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
        QStringList names;
        for (const auto &[times, name] : found)
            names.append(QLatin1String(name));
        return names;
    }

    Json schema(const InferenceOptions &options) const
    {
        Json result = Json::object();
        const QStringList names = typeNames();
        if (names.size() == 1)
            result["type"] = jsonOf(names.first());
        for (const QString &name : names.size() > 1 ? names : QStringList())
            result["type"].push_back(jsonOf(name));
        if (const char *known = format())
            result["format"] = known;
        // Other types beside the texts would have to be listed too.
        if (isEnumeration(options) && names.size() == 1) {
            result.erase("type");
            for (const auto &[text, times] : texts)
                result["enum"].push_back(text.toStdString());
        }
        if (items)
            result["items"] = items->schema(options);
        addMembers(result, options);
        return result;
    }

    void addMembers(Json &result, const InferenceOptions &options) const
    {
        if (members.empty())
            return;
        Json required = Json::array();
        for (const auto &[name, shape] : members) {
            if (shape->count == objects)
                required.push_back(name.toStdString());
        }
        if (!required.empty())
            result["required"] = std::move(required);
        for (const auto &[name, shape] : members)
            result["properties"][name.toStdString()] = shape->schema(options);
    }

    void report(const QString &path, qint64 of, const InferenceOptions &options, QList<InferredMember> &list) const
    {
        InferredMember member{path, count, of, typeNames(), QLatin1String(format()), {}};
        if (isEnumeration(options)) {
            for (const auto &[text, times] : texts)
                member.values.append(u'"' + QString::fromUtf8(text) + u'"');
        }
        list.append(member);
        for (const auto &[name, shape] : members)
            shape->report(pointerTo(path, QString::fromUtf8(name)), objects, options, list);
        if (items)
            items->report(path + u"/*"_s, itemCount, options, list);
    }
};

SchemaInference::SchemaInference(const InferenceOptions &options)
    : m_options(options)
    , m_root(std::make_unique<Shape>())
    , m_members(maxMembers)
{}
SchemaInference::~SchemaInference() = default;
SchemaInference::SchemaInference(SchemaInference &&) noexcept = default;
SchemaInference &SchemaInference::operator=(SchemaInference &&) noexcept = default;

void SchemaInference::add(const Node &sample)
{
    m_root->add(sample, m_options, m_members);
}

qint64 SchemaInference::count() const
{
    return m_root->count;
}

Json SchemaInference::schema() const
{
    return m_root->schema(m_options);
}

QList<InferredMember> SchemaInference::members() const
{
    QList<InferredMember> list;
    if (m_root->count > 0)
        m_root->report(QString(), m_root->count, m_options, list);
    return list;
}

} // namespace weir
