// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/idna.h"

#include <QChar>
#include <QList>

#include <algorithm>
#include <optional>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

using Points = QList<uint>;

bool isOneOf(uint point, std::initializer_list<uint> list)
{
    return std::find(list.begin(), list.end(), point) != list.end();
}

bool isArabicDigit(uint point)
{
    return point >= 0x660 && point <= 0x669;
}

bool isExtendedArabicDigit(uint point)
{
    return point >= 0x6f0 && point <= 0x6f9;
}

/// RFC 5892 §2: letters, marks and digits that case folding leaves alone, and the exceptions of §2.6.
bool isAllowed(uint point)
{
    if (isOneOf(point, {0xdf, 0x3c2, 0x6fd, 0x6fe, 0xf0b, 0x3007}))
        return true;
    if (isOneOf(point, {0x640, 0x7fa, 0x302e, 0x302f, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303b}))
        return false;
    if (point < 0x80)
        return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || (point >= '0' && point <= '9')
            || point == '-';
    switch (QChar::category(point)) {
    case QChar::Letter_Lowercase:
    case QChar::Letter_Other:
    case QChar::Letter_Modifier:
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Number_DecimalDigit:
        break;
    default:
        return false;
    }
    // What a compatibility decomposition or case folding changes is unstable (§2.2).
    const QString text = QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1);
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded().normalized(QString::NormalizationForm_KC)
        == text;
}

bool isDirection(uint point, std::initializer_list<QChar::Direction> wanted)
{
    return std::find(wanted.begin(), wanted.end(), QChar::direction(point)) != wanted.end();
}

bool isVirama(uint point)
{
    return QChar::combiningClass(point) == 9;
}

/// RFC 5892 appendix A.1: between letters that join.
bool isBetweenJoining(const Points &label, qsizetype at)
{
    const auto joins = [&](qsizetype from, qsizetype step, std::initializer_list<QChar::JoiningType> wanted) {
        qsizetype i = from;
        while (i >= 0 && i < label.size() && QChar::joiningType(label[i]) == QChar::Joining_Transparent)
            i += step;
        return i >= 0 && i < label.size()
            && std::find(wanted.begin(), wanted.end(), QChar::joiningType(label[i])) != wanted.end();
    };
    return joins(at - 1, -1, {QChar::Joining_Left, QChar::Joining_Dual})
        && joins(at + 1, 1, {QChar::Joining_Right, QChar::Joining_Dual});
}

bool isScript(const Points &label, qsizetype at, QChar::Script script)
{
    return at >= 0 && at < label.size() && QChar::script(label[at]) == script;
}

/// Characters that are allowed only in a context (RFC 5892 appendix A); nothing when \a at holds none of them.
std::optional<bool> contextRule(const Points &label, qsizetype at)
{
    const auto is = [&](qsizetype index, uint point) {
        return index >= 0 && index < label.size() && label[index] == point;
    };
    switch (label[at]) {
    case 0x200c:
        return at > 0 && (isVirama(label[at - 1]) || isBetweenJoining(label, at));
    case 0x200d:
        return at > 0 && isVirama(label[at - 1]);
    case 0xb7:
        return is(at - 1, 'l') && is(at + 1, 'l');
    case 0x375:
        return isScript(label, at + 1, QChar::Script_Greek);
    case 0x5f3:
    case 0x5f4:
        return isScript(label, at - 1, QChar::Script_Hebrew);
    case 0x30fb:
        return std::any_of(label.begin(), label.end(), [](uint point) {
            const QChar::Script script = QChar::script(point);
            return script == QChar::Script_Hiragana || script == QChar::Script_Katakana || script == QChar::Script_Han;
        });
    default:
        break;
    }
    if (isArabicDigit(label[at]))
        return std::none_of(label.begin(), label.end(), isExtendedArabicDigit);
    if (isExtendedArabicDigit(label[at]))
        return std::none_of(label.begin(), label.end(), isArabicDigit);
    return std::nullopt;
}

} // namespace

bool isULabel(const QString &label)
{
    const Points points = label.toUcs4();
    if (points.isEmpty() || punycode(label).size() + 4 > 63 || label.normalized(QString::NormalizationForm_C) != label)
        return false;
    if (points.first() == '-' || points.last() == '-' || (points.size() >= 4 && points[2] == '-' && points[3] == '-'))
        return false;
    if (QChar::isMark(points.first()))
        return false;
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (!contextRule(points, i).value_or(isAllowed(points[i])))
            return false;
    }
    return true;
}

bool hasRightToLeft(const QString &text)
{
    const Points points = text.toUcs4();
    return std::any_of(points.begin(), points.end(), [](uint point) {
        return isDirection(point, {QChar::DirR, QChar::DirAL, QChar::DirAN});
    });
}

/// RFC 5893 §2.
bool isDirectionClear(const QString &label)
{
    const Points points = label.toUcs4();
    if (points.isEmpty())
        return false;
    const bool isFromRight = isDirection(points.first(), {QChar::DirR, QChar::DirAL});
    if (!isFromRight && !isDirection(points.first(), {QChar::DirL}))
        return false;
    bool hasEuropean = false, hasArabic = false;
    for (const uint point : points) {
        if (!isDirection(
                point,
                {QChar::DirEN, QChar::DirES, QChar::DirCS, QChar::DirET, QChar::DirON, QChar::DirBN, QChar::DirNSM})
            && !(isFromRight ? isDirection(point, {QChar::DirR, QChar::DirAL, QChar::DirAN})
                             : isDirection(point, {QChar::DirL})))
            return false;
        hasEuropean = hasEuropean || isDirection(point, {QChar::DirEN});
        hasArabic = hasArabic || isDirection(point, {QChar::DirAN});
    }
    const auto last =
        std::find_if(points.rbegin(), points.rend(), [](uint point) { return !isDirection(point, {QChar::DirNSM}); });
    if (!isFromRight)
        return isDirection(*last, {QChar::DirL, QChar::DirEN});
    return !(hasEuropean && hasArabic) && isDirection(*last, {QChar::DirR, QChar::DirAL, QChar::DirEN, QChar::DirAN});
}

bool isALabel(QByteArrayView label)
{
    if (!label.first(4).toByteArray().toLower().startsWith("xn--"))
        return false;
    const QString decoded = fromPunycode(label.sliced(4));
    const bool isAscii = std::all_of(decoded.begin(), decoded.end(), [](QChar c) { return c.unicode() < 0x80; });
    return !decoded.isEmpty() && !isAscii && isULabel(decoded)
        && (!hasRightToLeft(decoded) || isDirectionClear(decoded))
        && punycode(decoded) == label.sliced(4).toByteArray().toLower();
}

} // namespace weir
