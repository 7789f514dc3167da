// SPDX-License-Identifier: GPL-3.0-or-later
// Draws texts from regular expressions.
#include "core/schema/sampletexts.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int moreThanLeast = 6; ///< Repetitions of `*` and `+` drawn beyond the least.
constexpr int maxRepeat = 1'000;
constexpr int maxPatternDepth = 50;

/// Characters from \a first to \a last.
struct Range
{
    char16_t first, last;
};

/// Reads an expression and draws a text from it in one go.
class PatternDraw
{
public:
    PatternDraw(const QString &pattern, RandomStream &random) : m_pattern(pattern), m_random(random) {}

    QString draw()
    {
        const QString text = alternatives();
        if (m_isRefused || m_at < m_pattern.size())
            return {};
        return text.isNull() ? u""_s : text;
    }

private:
    bool isAtEnd() const { return m_at >= m_pattern.size(); }
    QChar peek() const { return isAtEnd() ? QChar() : m_pattern[m_at]; }
    QChar take() { return isAtEnd() ? QChar() : m_pattern[m_at++]; }

    QString refuse()
    {
        m_isRefused = true;
        m_at = m_pattern.size();
        return {};
    }

    /// Up to a closing bracket or the end; one of them is chosen.
    QString alternatives()
    {
        if (++m_depth > maxPatternDepth)
            return refuse();
        QStringList texts{sequence()};
        while (peek() == u'|') {
            take();
            texts.append(sequence());
        }
        --m_depth;
        return texts.at(qsizetype(m_random.below(std::uint64_t(texts.size()))));
    }

    QString sequence()
    {
        QString text;
        while (!isAtEnd() && peek() != u'|' && peek() != u')') {
            const qsizetype start = m_at;
            QString part = atom();
            int least = 1, most = 1;
            const qsizetype end = m_at;
            if (!quantifier(least, most))
                return refuse();
            const int count = least + int(m_random.below(std::uint64_t(most) - std::uint64_t(least) + 1));
            const qsizetype next = m_at;
            // Each repetition is drawn anew.
            for (int i = 0; i < count; ++i) {
                if (i > 0) {
                    m_at = start;
                    part = atom();
                    if (m_at != end)
                        return refuse();
                }
                text += part;
            }
            m_at = m_isRefused ? m_pattern.size() : next;
        }
        return text;
    }

    bool quantifier(int &least, int &most)
    {
        const QChar c = peek();
        if (c == u'*' || c == u'+' || c == u'?') {
            take();
            least = c == u'+' ? 1 : 0;
            most = c == u'?' ? 1 : least + moreThanLeast;
        } else if (c == u'{') {
            const qsizetype end = m_pattern.indexOf(u'}', m_at);
            const QString bounds = end < 0 ? QString() : m_pattern.mid(m_at + 1, end - m_at - 1);
            bool isFirst = false, isSecond = true;
            least = bounds.section(u',', 0, 0).toInt(&isFirst);
            most = least;
            if (bounds.contains(u',')) {
                const QString upper = bounds.section(u',', 1);
                most = upper.isEmpty() ? least + moreThanLeast : upper.toInt(&isSecond);
            }
            if (!isFirst || !isSecond || least < 0 || most < least || least > maxRepeat)
                return false;
            most = std::min(most, least + maxRepeat);
            m_at = end + 1;
        } else {
            return true;
        }
        if (peek() == u'?')
            take(); // Lazy: matches the same texts.
        return true;
    }

    QString atom()
    {
        const QChar c = take();
        if (c == u'(')
            return group();
        if (c == u'[')
            return fromClass();
        if (c == u'\\')
            return escape();
        if (c == u'.')
            return one({{u'a', u'z'}, {u'0', u'9'}});
        if (c == u'^' || c == u'$')
            return {};
        return QString(c);
    }

    QString group()
    {
        if (peek() == u'?') {
            take();
            const QChar kind = take();
            const bool isName = kind == u'<' && peek() != u'=' && peek() != u'!';
            if (isName)
                m_at = m_pattern.indexOf(u'>', m_at) + 1;
            else if (kind != u':')
                return refuse();
        }
        const QString text = alternatives();
        return take() == u')' ? text : refuse();
    }

    QString one(const std::vector<Range> &ranges)
    {
        quint64 total = 0;
        for (const Range &range : ranges)
            total += quint64(range.last - range.first) + 1;
        if (total == 0)
            return refuse();
        quint64 index = m_random.below(total);
        for (const Range &range : ranges) {
            const quint64 size = quint64(range.last - range.first) + 1;
            if (index < size)
                return QString(QChar(char16_t(range.first + index)));
            index -= size;
        }
        return {};
    }

    static std::vector<Range> classOf(QChar letter)
    {
        switch (letter.unicode()) {
        case u'd':
            return {{u'0', u'9'}};
        case u'w':
            return {{u'a', u'z'}, {u'A', u'Z'}, {u'0', u'9'}, {u'_', u'_'}};
        case u's':
            return {{u' ', u' '}};
        case u'D':
        case u'S':
            return {{u'a', u'z'}};
        case u'W':
            return {{u'-', u'-'}};
        default:
            return {};
        }
    }

    /// The character that an escape outside of the classes means; refuses what is none.
    char16_t escaped(QChar c)
    {
        switch (c.unicode()) {
        case u'n':
            return u'\n';
        case u'r':
            return u'\r';
        case u't':
            return u'\t';
        case u'u':
        case u'x': {
            const int size = c == u'u' ? 4 : 2;
            bool ok = false;
            const uint code = m_pattern.mid(m_at, size).toUInt(&ok, 16);
            m_at += size;
            if (!ok)
                refuse();
            return char16_t(code);
        }
        default:
            if (c.isLetterOrNumber())
                refuse();
            return c.unicode();
        }
    }

    QString escape()
    {
        const QChar c = take();
        if (c == u'b' || c == u'B')
            return {};
        if (c == u'p') {
            const qsizetype end = m_pattern.indexOf(u'}', m_at);
            const QString name = end < 0 ? QString() : m_pattern.mid(m_at + 1, end - m_at - 1);
            m_at = end + 1;
            if (name.startsWith(u'L') && name != u"Lu")
                return one({{u'a', u'z'}});
            return name == u"Lu" ? one({{u'A', u'Z'}}) : name.startsWith(u'N') ? one({{u'0', u'9'}}) : refuse();
        }
        const std::vector<Range> ranges = classOf(c);
        return ranges.empty() ? QString(QChar(escaped(c))) : one(ranges);
    }

    QString fromClass()
    {
        const bool isNegated = peek() == u'^';
        if (isNegated)
            take();
        std::vector<Range> ranges;
        while (!isAtEnd() && peek() != u']') {
            const QChar c = take();
            if (c == u'\\') {
                const QChar letter = take();
                const std::vector<Range> known = classOf(letter);
                if (!known.empty()) {
                    ranges.insert(ranges.end(), known.begin(), known.end());
                    continue;
                }
                addRange(ranges, letter == u'b' ? u'\b' : escaped(letter));
            } else {
                addRange(ranges, c.unicode());
            }
        }
        if (take() != u']')
            return refuse();
        return one(isNegated ? without(ranges) : ranges);
    }

    void addRange(std::vector<Range> &ranges, char16_t first)
    {
        const bool isRange = peek() == u'-' && m_at + 1 < m_pattern.size() && m_pattern[m_at + 1] != u']';
        char16_t last = first;
        if (isRange) {
            take();
            const QChar c = take();
            last = c == u'\\' ? escaped(take()) : c.unicode();
        }
        if (last < first)
            refuse();
        else
            ranges.push_back({first, last});
    }

    /// Letters, digits and punctuation that are in none of \a ranges.
    static std::vector<Range> without(const std::vector<Range> &ranges)
    {
        std::vector<Range> rest;
        const auto isIn = [&](char16_t c) {
            return std::any_of(ranges.begin(), ranges.end(),
                               [c](const Range &r) { return c >= r.first && c <= r.last; });
        };
        for (const QStringView candidates :
             {QStringView(u"abcdefghijklmnopqrstuvwxyz0123456789"), QStringView(u"ABC-_.!~ #")}) {
            for (const QChar c : candidates) {
                if (!isIn(c.unicode()))
                    rest.push_back({c.unicode(), c.unicode()});
            }
            if (!rest.empty())
                break;
        }
        return rest;
    }

    const QString &m_pattern;
    RandomStream &m_random;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_isRefused = false;
};

} // namespace

QString sampleOfPattern(const QString &pattern, RandomStream &random)
{
    return PatternDraw(pattern, random).draw();
}

} // namespace weir
