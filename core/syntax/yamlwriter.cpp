// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/yamlwriter.h"

#include "core/syntax/jsonwriter.h"
#include "core/syntax/yamlscalar.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace weir {

namespace {

constexpr qsizetype longestSimpleKey = 1000; // YAML 1.2 §7.4: 1024 characters, quotes included.

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isPlainInside(char c)
{
    return isLetter(c) || (c >= '0' && c <= '9') || QByteArrayView("_-./$+()@= ,;'").contains(c);
}

/// What YAML 1.1 takes for a boolean and 1.2 does not.
bool isOldBoolean(QByteArrayView text)
{
    static constexpr std::array words{"y", "n", "yes", "no", "on", "off"};
    return std::any_of(words.begin(), words.end(),
                       [text](const char *word) { return text.compare(word, Qt::CaseInsensitive) == 0; });
}

bool isPlain(QByteArrayView text)
{
    if (text.isEmpty() || text.endsWith(' ') || isOldBoolean(text))
        return false;
    const char first = text.front();
    return (isLetter(first) || first == '_' || first == '/' || first == '$')
        && std::all_of(text.begin(), text.end(), isPlainInside) && plainScalarType(text) == NodeType::String;
}

/// What YAML calls printable (§5.1), without what some readers take for a line break or a byte order mark.
bool isPrintable(QChar c)
{
    const char16_t code = c.unicode();
    return ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xfffe)) && code != 0x2028 && code != 0x2029
        && code != 0xfeff;
}

/// Whether \a text, of several lines, can be a literal block (YAML 1.2 §8.1.2).
bool isBlock(const QString &text)
{
    return text.contains(u'\n') && text.front() != u' ' && text.front() != u'\n' && text.back() != u' '
        && !text.contains(QLatin1String(" \n")) && !text.endsWith(QLatin1String("\n\n"))
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c == u'\n' || isPrintable(c); });
}

/// A JSON string is one in YAML, but for what YAML does not call printable.
QByteArray quoted(QByteArrayView text)
{
    const QString json = QString::fromUtf8(quotedJson(text));
    QString escaped;
    for (const QChar c : json)
        escaped +=
            isPrintable(c) ? QString(c) : QStringLiteral("\\u%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
    return escaped.toUtf8();
}

class BlockWriter
{
public:
    /// Appends \a value, whose lines are indented by \a indent; the writer stands behind `key:` or at the line's start.
    void write(const Json &value, qsizetype indent)
    {
        if (value.is_object() && !value.empty())
            writeMembers(value, indent);
        else if (value.is_array() && !value.empty())
            writeItems(value, indent);
        else if (value.is_string())
            writeText(QByteArrayView(value.get_ref<const std::string &>()), indent);
        else
            m_bytes += writeJsonLine(value) + '\n';
    }

    QByteArray take() { return std::move(m_bytes); }

private:
    void writeMembers(const Json &object, qsizetype indent)
    {
        bool isFirst = true;
        for (const auto &[key, value] : object.items()) {
            if (!isFirst)
                m_bytes += QByteArray(indent, ' ');
            isFirst = false;
            const QByteArray name =
                isPlain(QByteArrayView(key)) ? QByteArrayView(key).toByteArray() : quoted(QByteArrayView(key));
            if (name.size() > longestSimpleKey)
                m_bytes += "? " + name + '\n' + QByteArray(indent, ' ') + ':';
            else
                m_bytes += name + ':';
            writeBelow(value, value.is_array() ? indent : indent + step);
        }
    }

    /// What follows a key: on its line, or below it.
    void writeBelow(const Json &value, qsizetype indent)
    {
        const bool isBelow = value.is_structured() && !value.empty();
        m_bytes += isBelow ? "\n" + QByteArray(indent, ' ') : " ";
        write(value, isBelow ? indent : indent - step);
    }

    void writeItems(const Json &array, qsizetype indent)
    {
        bool isFirst = true;
        for (const Json &item : array) {
            if (!isFirst)
                m_bytes += QByteArray(indent, ' ');
            isFirst = false;
            m_bytes += "- ";
            const bool isScalar = !item.is_structured() || item.empty();
            write(item, isScalar ? indent : indent + step);
        }
    }

    void writeText(QByteArrayView text, qsizetype indent)
    {
        if (!isBlock(QString::fromUtf8(text))) {
            m_bytes += (isPlain(text) ? text.toByteArray() : quoted(text)) + '\n';
            return;
        }
        const bool isClosed = text.back() == '\n';
        m_bytes += isClosed ? "|\n" : "|-\n";
        const QList<QByteArray> lines = text.chopped(isClosed ? 1 : 0).toByteArray().split('\n');
        for (const QByteArray &line : lines)
            m_bytes += (line.isEmpty() ? QByteArray() : QByteArray(indent + step, ' ') + line) + '\n';
    }

    static constexpr qsizetype step = 2;
    QByteArray m_bytes;
};

} // namespace

QByteArray writeYaml(const Json &value)
{
    BlockWriter writer;
    writer.write(value, 0);
    return writer.take();
}

} // namespace weir
