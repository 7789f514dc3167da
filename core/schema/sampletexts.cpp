// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/sampletexts.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString pick(const QStringList &words, RandomStream &random)
{
    return words.at(qsizetype(random.below(std::uint64_t(words.size()))));
}

int between(int least, int most, RandomStream &random)
{
    return least + int(random.below(std::uint64_t(most) - std::uint64_t(least) + 1));
}

QString hexDigits(int count, RandomStream &random)
{
    QString digits;
    for (int i = 0; i < count; ++i)
        digits += QString::number(random.below(16), 16);
    return digits;
}

const QStringList &firstNames()
{
    static const QStringList names{u"Ada"_s,   u"Ben"_s,  u"Chloé"_s, u"Deniz"_s, u"Emil"_s, u"Farah"_s,
                                   u"Grace"_s, u"Hugo"_s, u"Ines"_s,  u"Jonas"_s, u"Kim"_s,  u"Lena"_s};
    return names;
}

const QStringList &lastNames()
{
    static const QStringList names{u"Adler"_s,  u"Baker"_s, u"Costa"_s, u"Duval"_s, u"Fischer"_s, u"Garcia"_s,
                                   u"Hansen"_s, u"Ito"_s,   u"Kaya"_s,  u"Novak"_s, u"Okafor"_s,  u"Weber"_s};
    return names;
}

const QStringList &words()
{
    static const QStringList list{u"amber"_s, u"basin"_s,  u"cedar"_s, u"delta"_s,   u"ember"_s, u"fjord"_s,
                                  u"grove"_s, u"harbor"_s, u"inlet"_s, u"juniper"_s, u"kelp"_s,  u"lagoon"_s};
    return list;
}

/// In the year 2026, so that samples of one project look as of one time.
QDateTime moment(RandomStream &random)
{
    const QDateTime start(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::utc());
    return start.addMSecs(qint64(random.below(365ULL * 24 * 3600 * 1000)));
}

QString uuid(RandomStream &random)
{
    return hexDigits(8, random) + u'-' + hexDigits(4, random) + u"-4"_s + hexDigits(3, random) + u'-'
        + pick({u"8"_s, u"9"_s, u"a"_s, u"b"_s}, random) + hexDigits(3, random) + u'-' + hexDigits(12, random);
}

QString email(RandomStream &random)
{
    return (pick(firstNames(), random).normalized(QString::NormalizationForm_D).remove(QChar(0x301)) + u'.'
            + pick(lastNames(), random) + u"@example.com"_s)
        .toLower();
}

bool endsWithAny(const QString &name, std::initializer_list<const char *> ends)
{
    return std::any_of(ends.begin(), ends.end(), [&](const char *end) { return name.endsWith(QLatin1String(end)); });
}

} // namespace

QString sampleOfFormat(const QString &format, RandomStream &random)
{
    if (format == u"date-time")
        return moment(random).toString(Qt::ISODateWithMs);
    if (format == u"date")
        return moment(random).date().toString(Qt::ISODate);
    if (format == u"time")
        return moment(random).time().toString(u"HH:mm:ss"_s) + u'Z';
    if (format == u"duration")
        return u"PT%1M"_s.arg(between(1, 90, random));
    if (format == u"uuid")
        return uuid(random);
    if (format == u"email" || format == u"idn-email")
        return email(random);
    if (format == u"hostname" || format == u"idn-hostname")
        return pick(words(), random) + u".example.com"_s;
    if (format == u"ipv4")
        return u"192.0.2.%1"_s.arg(between(1, 254, random)); // RFC 5737
    if (format == u"ipv6")
        return u"2001:db8::"_s + QString::number(between(1, 0xffff, random), 16); // RFC 3849
    if (format == u"uri" || format == u"iri" || format == u"uri-reference" || format == u"iri-reference")
        return u"https://example.com/"_s + pick(words(), random) + u'/' + QString::number(between(1, 9999, random));
    if (format == u"uri-template")
        return u"https://example.com/"_s + pick(words(), random) + u"/{id}"_s;
    if (format == u"json-pointer")
        return u'/' + pick(words(), random) + u'/' + QString::number(between(0, 9, random));
    if (format == u"relative-json-pointer")
        return QString::number(between(0, 3, random)) + u'/' + pick(words(), random);
    if (format == u"regex")
        return u"^"_s + pick(words(), random) + u"-[0-9]+$"_s;
    return {};
}

QString sampleOfName(const QString &name, RandomStream &random)
{
    const QString low = name.toLower();
    if (low.contains(u"email"_s) || low == u"mail")
        return email(random);
    if (endsWithAny(low, {"firstname", "givenname"}))
        return pick(firstNames(), random);
    if (endsWithAny(low, {"lastname", "familyname", "surname"}))
        return pick(lastNames(), random);
    if (endsWithAny(low, {"name"}))
        return pick(firstNames(), random) + u' ' + pick(lastNames(), random);
    if (endsWithAny(name, {"Id", "ID", "_id"}) || low == u"id")
        return (low.size() > 2 ? low.first(std::min<qsizetype>(3, low.size() - 2)) : u"id"_s) + u'_'
            + hexDigits(8, random);
    if (endsWithAny(name, {"At", "_at"}) || endsWithAny(low, {"date", "time", "timestamp"}))
        return sampleOfFormat(u"date-time"_s, random);
    if (endsWithAny(low, {"url", "uri", "link", "website"}))
        return sampleOfFormat(u"uri"_s, random);
    if (low.contains(u"currency"_s))
        return pick({u"EUR"_s, u"USD"_s, u"GBP"_s, u"JPY"_s}, random);
    if (low.contains(u"country"_s))
        return pick({u"DE"_s, u"FR"_s, u"JP"_s, u"US"_s, u"BR"_s}, random);
    if (low.contains(u"city"_s))
        return pick({u"Berlin"_s, u"Lyon"_s, u"Osaka"_s, u"Boston"_s, u"Recife"_s}, random);
    if (low.contains(u"street"_s) || low.contains(u"address"_s))
        return u"%1 %2 Street"_s.arg(between(1, 199, random)).arg(pick(lastNames(), random));
    if (low.contains(u"zip"_s) || low.contains(u"postal"_s))
        return QString::number(between(10000, 99999, random));
    if (low.contains(u"phone"_s))
        return u"+49 30 %1"_s.arg(between(1'000'000, 9'999'999, random));
    if (low.contains(u"sku"_s) || endsWithAny(low, {"code", "number", "no"}))
        return pick(words(), random).first(3).toUpper() + u'-' + QString::number(between(1000, 9999, random));
    if (endsWithAny(low, {"reason", "description", "message", "text", "comment", "note", "title"}))
        return pick(words(), random) + u' ' + pick(words(), random) + u' ' + pick(words(), random);
    return pick(words(), random);
}

UsualRange usualRange(const QString &name)
{
    const QString low = name.toLower();
    const auto has = [&low](std::initializer_list<const char *> parts) {
        return std::any_of(parts.begin(), parts.end(),
                           [&](const char *part) { return low.contains(QLatin1String(part)); });
    };
    if (has({"price", "amount", "total", "cost", "sum", "balance", "fee"}))
        return {1, 500, 2};
    if (has({"quantity", "count", "items", "number", "attempt", "version"}))
        return {1, 10, 0};
    if (low == u"age" || low.endsWith(u"_age"))
        return {18, 90, 0};
    if (has({"percent"}))
        return {0, 100, 1};
    if (has({"share", "ratio", "probability", "score"}))
        return {0, 1, 3};
    if (has({"latitude"}) || low == u"lat")
        return {-90, 90, 5};
    if (has({"longitude"}) || low == u"lon" || low == u"lng")
        return {-180, 180, 5};
    if (has({"timestamp"}))
        return {1.767e12, 1.798e12, 0}; // milliseconds, in the year 2026
    return {};
}

} // namespace weir
