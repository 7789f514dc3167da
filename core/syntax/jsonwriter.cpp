// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/jsonwriter.h"

#include "core/syntax/jsonpointer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

constexpr qsizetype lineWidth = 100;
constexpr int levelsOnALine = 2;

QByteArrayView viewOf(const std::string &text)
{
    return {text.data(), qsizetype(text.size())};
}

/// Columns of UTF-8 text: its characters.
qsizetype columns(QByteArrayView text)
{
    return std::count_if(text.begin(), text.end(), [](char c) { return (quint8(c) & 0xc0U) != 0x80; });
}

bool isArrayOfObjects(const Json &value)
{
    return value.is_array()
        && std::any_of(value.begin(), value.end(), [](const Json &item) { return item.is_object(); });
}

/// Whether \a value nests at most \a levels and has no array of objects: the shape of what may stand on one line.
bool isFlat(const Json &value, int levels)
{
    if (!value.is_structured() || value.empty())
        return true;
    if (levels == 0 || isArrayOfObjects(value))
        return false;
    return std::all_of(value.begin(), value.end(), [levels](const Json &item) { return isFlat(item, levels - 1); });
}

class Writer
{
public:
    explicit Writer(const NumberSpellings &spellings) : m_spellings(spellings) {}

    /// Appends \a value; \a reserved columns of its last line are taken by what follows.
    void write(const Json &value, const QString &pointer, qsizetype indent, qsizetype reserved);
    void writeLine(const Json &value, const QString &pointer);
    QByteArray take() { return std::move(m_bytes); }

private:
    void writeScalar(const Json &value, const QString &pointer);
    bool tryLine(const Json &value, const QString &pointer, qsizetype reserved);
    QString below(const QString &pointer, QByteArrayView key) const;
    QString below(const QString &pointer, qsizetype index) const;
    qsizetype column() const { return columns(QByteArrayView(m_bytes).sliced(m_bytes.lastIndexOf('\n') + 1)); }

    const NumberSpellings &m_spellings;
    QByteArray m_bytes;
};

QString Writer::below(const QString &pointer, QByteArrayView key) const
{
    return m_spellings.isEmpty() ? QString() : pointerTo(pointer, QString::fromUtf8(key));
}

QString Writer::below(const QString &pointer, qsizetype index) const
{
    return m_spellings.isEmpty() ? QString() : pointerTo(pointer, index);
}

void Writer::writeScalar(const Json &value, const QString &pointer)
{
    switch (value.type()) {
    case Json::value_t::null:
        m_bytes += "null";
        return;
    case Json::value_t::boolean:
        m_bytes += value.get<bool>() ? "true" : "false";
        return;
    case Json::value_t::string:
        m_bytes += quotedJson(viewOf(value.get_ref<const std::string &>()));
        return;
    default:
        break;
    }
    const auto kept = m_spellings.constFind(pointer);
    if (kept != m_spellings.constEnd() && kept->toDouble() == value.get<double>())
        m_bytes += *kept;
    else if (value.is_number_unsigned())
        m_bytes += QByteArray::number(qulonglong(value.get<std::uint64_t>()));
    else if (value.is_number_integer())
        m_bytes += QByteArray::number(qlonglong(value.get<std::int64_t>()));
    else
        m_bytes += std::isfinite(value.get<double>()) ? shortestSpelling(value.get<double>()) : QByteArray("null");
}

void Writer::writeLine(const Json &value, const QString &pointer)
{
    if (!value.is_structured()) {
        writeScalar(value, pointer);
        return;
    }
    m_bytes += value.is_array() ? '[' : '{';
    qsizetype index = 0;
    for (auto item = value.begin(); item != value.end(); ++item, ++index) {
        if (index > 0)
            m_bytes += ", ";
        if (value.is_object()) {
            m_bytes += quotedJson(viewOf(item.key()));
            m_bytes += ": ";
            writeLine(*item, below(pointer, viewOf(item.key())));
        } else {
            writeLine(*item, below(pointer, index));
        }
    }
    m_bytes += value.is_array() ? ']' : '}';
}

bool Writer::tryLine(const Json &value, const QString &pointer, qsizetype reserved)
{
    if (!isFlat(value, levelsOnALine))
        return false;
    const qsizetype before = m_bytes.size();
    writeLine(value, pointer);
    if (column() + reserved <= lineWidth)
        return true;
    m_bytes.truncate(before);
    return false;
}

void Writer::write(const Json &value, const QString &pointer, qsizetype indent, qsizetype reserved)
{
    if (!value.is_structured() || value.empty()) {
        writeLine(value, pointer);
        return;
    }
    if (indent > 0 && tryLine(value, pointer, reserved))
        return;
    m_bytes += value.is_array() ? '[' : '{';
    const qsizetype inner = indent + 2;
    qsizetype index = 0;
    for (auto item = value.begin(); item != value.end(); ++item, ++index) {
        m_bytes += index > 0 ? ",\n" : "\n";
        m_bytes += QByteArray(inner, ' ');
        const qsizetype comma = index + 1 < qsizetype(value.size()) ? 1 : 0;
        if (value.is_object()) {
            m_bytes += quotedJson(viewOf(item.key()));
            m_bytes += ": ";
            write(*item, below(pointer, viewOf(item.key())), inner, comma);
        } else {
            write(*item, below(pointer, index), inner, comma);
        }
    }
    m_bytes += '\n';
    m_bytes += QByteArray(indent, ' ');
    m_bytes += value.is_array() ? ']' : '}';
}

} // namespace

QByteArray writeJson(const Json &value, const NumberSpellings &spellings)
{
    Writer writer(spellings);
    writer.write(value, QString(), 0, 0);
    return writer.take() + '\n';
}

QByteArray writeJsonLine(const Json &value)
{
    const NumberSpellings none;
    Writer writer(none);
    writer.writeLine(value, QString());
    return writer.take();
}

QByteArray quotedJson(QByteArrayView text)
{
    QByteArray quoted;
    quoted.reserve(text.size() + 2);
    quoted += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            quoted += "\\\"";
            break;
        case '\\':
            quoted += "\\\\";
            break;
        case '\n':
            quoted += "\\n";
            break;
        case '\r':
            quoted += "\\r";
            break;
        case '\t':
            quoted += "\\t";
            break;
        case '\b':
            quoted += "\\b";
            break;
        case '\f':
            quoted += "\\f";
            break;
        default:
            if (quint8(c) < 0x20)
                quoted += "\\u" + QByteArray::number(int(c), 16).rightJustified(4, '0');
            else
                quoted += c;
        }
    }
    quoted += '"';
    return quoted;
}

} // namespace weir
