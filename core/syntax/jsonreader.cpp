// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/reader.h"

#include "core/syntax/sourcetext.h"
#include "core/syntax/treebuilder.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <iterator>

namespace weir {

namespace {

/// Walks over the bytes and tells how far the lexer has come: nlohmann's SAX interface has no positions.
struct CountingIterator
{
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    const char *at = nullptr;
    const char **reached = nullptr;

    reference operator*() const { return *at; }
    CountingIterator &operator++()
    {
        ++at;
        if (reached)
            *reached = at;
        return *this;
    }
    CountingIterator operator++(int)
    {
        const CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator &other) const { return at == other.at; }
    bool operator!=(const CountingIterator &other) const { return at != other.at; }
};

bool isNumberByte(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// Receives nlohmann's SAX events; the names are its interface.
class JsonEvents
{
public:
    using number_integer_t = Json::number_integer_t;
    using number_unsigned_t = Json::number_unsigned_t;
    using number_float_t = Json::number_float_t;
    using string_t = Json::string_t;
    using binary_t = Json::binary_t;

    JsonEvents(const SourceText &source, TreeBuilder &builder, const char *const &reached)
        : m_source(source)
        , m_builder(builder)
        , m_reached(reached)
    {}

    bool null() { return m_builder.scalar(NodeType::Null, "null", false, consumed() - 4); }
    bool boolean(bool value)
    {
        const QByteArrayView text = value ? QByteArrayView("true") : QByteArrayView("false");
        return m_builder.scalar(NodeType::Boolean, text, value, consumed() - text.size());
    }
    bool number_integer(number_integer_t) { return number(NodeType::Integer); }
    bool number_unsigned(number_unsigned_t) { return number(NodeType::Integer); }
    bool number_float(number_float_t, const string_t &) { return number(NodeType::Number); }
    bool string(string_t &text) { return m_builder.scalar(NodeType::String, viewOf(text), false, stringStart()); }
    bool binary(binary_t &) { return false; }
    bool start_object(std::size_t) { return m_builder.open(NodeType::Object, consumed() - 1); }
    bool end_object() { return m_builder.close(); }
    bool start_array(std::size_t) { return m_builder.open(NodeType::Array, consumed() - 1); }
    bool end_array() { return m_builder.close(); }
    bool key(string_t &text)
    {
        m_builder.key(viewOf(text), stringStart());
        return true;
    }
    bool parse_error(std::size_t, const std::string &token, const nlohmann::detail::exception &exception);

private:
    static QByteArrayView viewOf(const std::string &text) { return {text.data(), qsizetype(text.size())}; }
    qsizetype consumed() const { return m_reached - m_source.bytes().data(); }
    bool number(NodeType type);
    qsizetype stringStart() const;

    const SourceText &m_source;
    TreeBuilder &m_builder;
    const char *const &m_reached;
};

bool JsonEvents::number(NodeType type)
{
    // The lexer sees the end of a number by reading one byte too many, unless the file ends there.
    const QByteArrayView bytes = m_source.bytes();
    const qsizetype end = isNumberByte(bytes[consumed() - 1]) ? consumed() : consumed() - 1;
    qsizetype start = end;
    while (start > 0 && isNumberByte(bytes[start - 1]))
        --start;
    return m_builder.scalar(type, bytes.sliced(start, end - start), false, start);
}

qsizetype JsonEvents::stringStart() const
{
    // Back from the closing quote to one that no odd number of backslashes precedes.
    const QByteArrayView bytes = m_source.bytes();
    for (qsizetype at = consumed() - 2; at > 0; --at) {
        if (bytes[at] != '"')
            continue;
        qsizetype slashes = 0;
        while (at - slashes > 0 && bytes[at - slashes - 1] == '\\')
            ++slashes;
        if (slashes % 2 == 0)
            return at;
    }
    return 0;
}

bool JsonEvents::parse_error(std::size_t, const std::string &token, const nlohmann::detail::exception &exception)
{
    if (m_builder.error())
        return false;
    const QByteArrayView bytes = m_source.bytes();
    const qsizetype end = m_source.contentEnd();
    const QString what = QString::fromUtf8(exception.what());
    if (exception.id == 406) {
        return m_builder.fail(consumed() - 1,
                              QCoreApplication::translate("weir", "The number %1 is too large.")
                                  .arg(QString::fromStdString(token).left(40)));
    }
    if (what.contains(QLatin1String("unexpected end of input"))
        || what.contains(QLatin1String("missing closing quote"))) {
        return m_builder.fail(end, QCoreApplication::translate("weir", "The file ends before its JSON is complete."),
                              QCoreApplication::translate("weir", "A quote, a brace or a bracket is not closed."));
    }
    qsizetype at = std::max<qsizetype>(consumed() - 1, 0);
    const qsizetype tokenStart = consumed() - qsizetype(token.size());
    if (!QByteArrayView("{}[],:").contains(bytes[at]) && !token.empty() && tokenStart >= 0
        && bytes.sliced(tokenStart).startsWith(viewOf(token)))
        at = tokenStart;
    QString reason = what.section(QLatin1String("syntax error "), 1);
    reason = reason.section(QLatin1String(" - "), 1).section(QLatin1String("; last read"), 0, 0);
    QString hint;
    if (bytes[at] == '\'')
        hint = QCoreApplication::translate("weir", "JSON strings stand in double quotes.");
    else if (bytes[at] == '/' || bytes[at] == '#')
        hint = QCoreApplication::translate("weir", "JSON has no comments.");
    else if (bytes[at] == '}' || bytes[at] == ']')
        hint = QCoreApplication::translate("weir", "Is there a comma too many before it?");
    else if (bytes[at] == '"')
        hint = QCoreApplication::translate("weir", "Is a comma missing before it?");
    return m_builder.fail(
        at, QCoreApplication::translate("weir", "This is no valid JSON: %1.").arg(reason.isEmpty() ? what : reason),
        hint);
}

} // namespace

Result<Tree> readJson(QByteArrayView bytes, const QString &file, const ReadLimits &limits)
{
    const SourceText source(bytes, file);
    if (auto defect = source.defect(limits))
        return *defect;
    TreeBuilder builder(source, limits);
    const char *reached = bytes.data();
    JsonEvents events(source, builder, reached);
    const CountingIterator first{bytes.data(), &reached};
    const CountingIterator last{bytes.data() + bytes.size(), nullptr};
    if (!Json::sax_parse(first, last, &events))
        return builder.error().value_or(
            source.errorAt(0, QCoreApplication::translate("weir", "This is no valid JSON.")));
    return builder.take();
}

} // namespace weir
