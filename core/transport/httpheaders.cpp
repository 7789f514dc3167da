// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpheaders.h"

#include "core/transport/httpbytes.h"

#include <algorithm>
#include <array>

namespace weir {

namespace {

constexpr std::array<bool, 256> tokenTable()
{
    std::array<bool, 256> table{};
    for (unsigned char c = '0'; c <= '9'; ++c)
        table.at(c) = true;
    for (unsigned char c = 'a'; c <= 'z'; ++c)
        table.at(c) = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c)
        table.at(c) = true;
    for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        table.at(static_cast<unsigned char>(c)) = true;
    return table;
}

constexpr std::array<bool, 256> tokenBytes = tokenTable();

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

QByteArrayView trimmedBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isHttpBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isHttpBlank(text.back()))
        text.chop(1);
    return text;
}

} // namespace

bool isHttpToken(QByteArrayView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](char c) { return tokenBytes[static_cast<unsigned char>(c)]; });
}

bool isHttpFieldValue(QByteArrayView text)
{
    if (!text.isEmpty() && (isHttpBlank(text.front()) || isHttpBlank(text.back())))
        return false;
    return std::none_of(text.begin(), text.end(), [](char c) { return isHttpControl(c) && c != '\t'; });
}

bool isSameHttpName(QByteArrayView left, QByteArrayView right)
{
    return left.size() == right.size()
        && std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) { return lowered(a) == lowered(b); });
}

bool HttpHeaders::isCalled(const Field &field, QByteArrayView name) const
{
    return field.nameSize == static_cast<std::size_t>(name.size())
        && isSameHttpName({m_text.constData() + field.name, name.size()}, name);
}

HttpHeaders::HttpHeaders(std::initializer_list<QPair<QByteArrayView, QByteArrayView>> fields)
{
    qsizetype size = 0;
    for (const auto &[name, value] : fields)
        size += name.size() + value.size() + 4;
    m_text.reserve(size);
    m_fields.reserve(fields.size());
    for (const auto &[name, value] : fields)
        add(name, value);
}

bool HttpHeaders::add(QByteArrayView name, QByteArrayView value)
{
    if (!isHttpToken(name) || !isHttpFieldValue(value))
        return false;
    const auto offset = static_cast<std::uint32_t>(m_text.size());
    const auto nameSize = static_cast<std::uint32_t>(name.size());
    m_text.append(name).append(": ").append(value).append("\r\n");
    m_fields.push_back({offset, nameSize, offset + nameSize + 2, static_cast<std::uint32_t>(value.size())});
    return true;
}

bool HttpHeaders::set(QByteArrayView name, QByteArrayView value)
{
    if (!isHttpToken(name) || !isHttpFieldValue(value))
        return false;
    remove(name);
    return add(name, value);
}

void HttpHeaders::remove(QByteArrayView name)
{
    std::erase_if(m_fields, [this, name](const Field &field) {
        return isSameHttpName(QByteArrayView(m_text).sliced(field.name, field.nameSize), name);
    });
}

QByteArrayView HttpHeaders::name(qsizetype index) const
{
    const Field &field = m_fields.at(static_cast<std::size_t>(index));
    return QByteArrayView(m_text).sliced(field.name, field.nameSize);
}

QByteArrayView HttpHeaders::value(qsizetype index) const
{
    const Field &field = m_fields.at(static_cast<std::size_t>(index));
    return QByteArrayView(m_text).sliced(field.value, field.valueSize);
}

int HttpHeaders::count(QByteArrayView name) const
{
    return static_cast<int>(
        std::count_if(m_fields.begin(), m_fields.end(), [&](const Field &field) { return isCalled(field, name); }));
}

QByteArrayView HttpHeaders::value(QByteArrayView name) const
{
    const qsizetype index = indexOf(name);
    return index < 0 ? QByteArrayView() : value(index);
}

bool HttpHeaders::hasWord(QByteArrayView name, QByteArrayView word) const
{
    for (qsizetype i = 0; i < size(); ++i) {
        if (!isSameHttpName(this->name(i), name))
            continue;
        QByteArrayView rest = value(i);
        while (!rest.isNull()) {
            const qsizetype comma = rest.indexOf(',');
            const QByteArrayView item = comma < 0 ? rest : rest.first(comma);
            if (isSameHttpName(trimmedBlanks(item), word))
                return true;
            rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
        }
    }
    return false;
}

void HttpHeaders::appendTo(QByteArray &bytes) const
{
    for (qsizetype i = 0; i < size(); ++i)
        appendAll(bytes, {name(i), ": ", value(i), "\r\n"});
}

QList<QPair<QByteArray, QByteArray>> HttpHeaders::toList() const
{
    QList<QPair<QByteArray, QByteArray>> list;
    list.reserve(size());
    for (qsizetype i = 0; i < size(); ++i)
        list.append({name(i).toByteArray(), value(i).toByteArray()});
    return list;
}

qsizetype HttpHeaders::indexOf(QByteArrayView name) const
{
    const auto found =
        std::find_if(m_fields.begin(), m_fields.end(), [&](const Field &field) { return isCalled(field, name); });
    return found == m_fields.end() ? -1 : found - m_fields.begin();
}

HttpHeaders HttpHeaderBlock::over(const QByteArray &block)
{
    HttpHeaders headers;
    headers.m_text = block;
    headers.m_fields.reserve(16);
    return headers;
}

void HttpHeaderBlock::add(HttpHeaders &headers, QByteArrayView name, QByteArrayView value)
{
    const char *const start = headers.m_text.constData();
    headers.m_fields.push_back(
        {static_cast<std::uint32_t>(name.data() - start), static_cast<std::uint32_t>(name.size()),
         static_cast<std::uint32_t>(value.data() - start), static_cast<std::uint32_t>(value.size())});
}

} // namespace weir
