// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/reader.h"

#include "core/syntax/foldedscalar.h"
#include "core/syntax/sourcetext.h"
#include "core/syntax/treebuilder.h"
#include "core/syntax/yamlscalar.h"

#include <libfyaml.h>

#include <QCoreApplication>
#include <QHash>

#include <memory>

namespace weir {

namespace {

using DiagPointer = std::unique_ptr<fy_diag, decltype(&fy_diag_destroy)>;
using ParserPointer = std::unique_ptr<fy_parser, decltype(&fy_parser_destroy)>;

void discard(fy_diag *, void *, const char *, size_t) {}

/// Collects errors and prints nothing.
DiagPointer makeDiag()
{
    fy_diag_cfg config;
    fy_diag_cfg_default(&config);
    config.fp = nullptr;
    config.output_fn = discard;
    config.level = FYET_ERROR;
    config.colorize = false;
    DiagPointer diag(fy_diag_create(&config), &fy_diag_destroy);
    if (diag)
        fy_diag_set_collect_errors(diag.get(), true);
    return diag;
}

/// Whether the source of a double quoted scalar writes the character NUL.
bool writesNul(QByteArrayView source)
{
    for (const char *escape : {"\\0", "\\x00", "\\u0000", "\\U00000000"}) {
        if (source.contains(QByteArrayView(escape)))
            return true;
    }
    return false;
}

/// The text of \a token, which stands somewhere in \a bytes.
///
/// libfyaml 0.7 counts too many bytes for some folded scalars; after the real text come a NUL and whatever the memory
/// held. No scalar has a NUL except by an escape in double quotes.
QByteArrayView textOf(fy_token *token, QByteArrayView bytes)
{
    size_t size = 0;
    const char *start = token ? fy_token_get_text(token, &size) : nullptr;
    if (!start)
        return {};
    const QByteArrayView text(start, qsizetype(size));
    const qsizetype nul = text.indexOf('\0');
    if (nul < 0)
        return text;
    const fy_mark *from = fy_token_start_mark(token);
    const fy_mark *to = fy_token_end_mark(token);
    const bool isQuoted = fy_token_scalar_style(token) == FYSS_DOUBLE_QUOTED;
    if (isQuoted && from && to
        && writesNul(bytes.sliced(qsizetype(from->input_pos), qsizetype(to->input_pos - from->input_pos))))
        return text;
    return text.first(nul);
}

/// Turns libfyaml's events into a tree.
class YamlEvents
{
public:
    YamlEvents(const SourceText &source, TreeBuilder &builder) : m_source(source), m_builder(builder) {}

    /// False when the document is refused; the builder knows why.
    bool take(fy_event *event);
    bool hasDocument() const { return m_documents > 0; }

private:
    bool document(fy_event *event);
    bool collection(fy_event *event, NodeType type);
    bool scalar(fy_event *event);
    bool alias(fy_event *event);
    bool isKeyNext() const { return m_builder.isInObject() && !m_builder.hasKey(); }
    void remember(fy_event *event, quint32 row);
    qsizetype startOf(fy_event *event) const;
    NodeType typeOf(fy_event *event, QByteArrayView text) const;
    bool refuseKey(qsizetype offset);

    struct Anchor
    {
        quint32 row = 0;
        std::optional<QByteArray> key; ///< Set when the anchor names a key, which is no value of its own.
    };

    const SourceText &m_source;
    TreeBuilder &m_builder;
    QHash<QByteArray, Anchor> m_anchors;
    qsizetype m_last = 0; ///< End of the last token.
    int m_documents = 0;
};

bool YamlEvents::take(fy_event *event)
{
    bool isFine = true;
    switch (event->type) {
    case FYET_DOCUMENT_START:
        isFine = document(event);
        break;
    case FYET_MAPPING_START:
        isFine = collection(event, NodeType::Object);
        break;
    case FYET_SEQUENCE_START:
        isFine = collection(event, NodeType::Array);
        break;
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        isFine = m_builder.close();
        break;
    case FYET_SCALAR:
        isFine = scalar(event);
        break;
    case FYET_ALIAS:
        isFine = alias(event);
        break;
    default:
        break;
    }
    if (const fy_mark *end = fy_event_end_mark(event))
        m_last = qsizetype(end->input_pos);
    return isFine;
}

bool YamlEvents::document(fy_event *event)
{
    if (++m_documents == 1)
        return true;
    return m_builder.fail(
        startOf(event), QCoreApplication::translate("weir", "The file has more than one YAML document."),
        QCoreApplication::translate("weir", "Keep one document in a file: split it at the line with “---”."));
}

bool YamlEvents::collection(fy_event *event, NodeType type)
{
    const qsizetype start = startOf(event);
    if (isKeyNext())
        return refuseKey(start);
    remember(event, m_builder.nextRow());
    return m_builder.open(type, start);
}

bool YamlEvents::scalar(fy_event *event)
{
    const qsizetype start = startOf(event);
    QByteArrayView text = textOf(event->scalar.value, m_source.bytes());
    const fy_mark *end = fy_event_end_mark(event);
    std::optional<QByteArray> folded;
    if (end && fy_token_scalar_style(event->scalar.value) == FYSS_FOLDED && m_source.bytes()[start] == '>')
        folded = foldedScalar(m_source.bytes(), start, qsizetype(end->input_pos));
    if (folded)
        text = *folded;
    if (isKeyNext()) {
        m_builder.key(text, start);
        if (fy_token *anchor = event->scalar.anchor)
            m_anchors.insert(textOf(anchor, m_source.bytes()).toByteArray(), {0, text.toByteArray()});
        return true;
    }
    remember(event, m_builder.nextRow());
    const NodeType type = typeOf(event, text);
    return m_builder.scalar(type, text, type == NodeType::Boolean && isTrue(text), start);
}

bool YamlEvents::alias(fy_event *event)
{
    const QByteArray name = textOf(event->alias.anchor, m_source.bytes()).toByteArray();
    const qsizetype start = startOf(event);
    const auto found = m_anchors.constFind(name);
    if (found == m_anchors.constEnd()) {
        return m_builder.fail(start,
                              QCoreApplication::translate("weir", "No anchor “&%1” stands before the alias “*%1”.")
                                  .arg(QString::fromUtf8(name)));
    }
    if (found->key) {
        if (!isKeyNext())
            return m_builder.scalar(plainScalarType(*found->key), *found->key, isTrue(*found->key), start);
        m_builder.key(*found->key, start);
        return true;
    }
    if (m_builder.isOpen(found->row)) {
        return m_builder.fail(
            start,
            QCoreApplication::translate("weir", "The alias “*%1” stands inside the value it repeats.")
                .arg(QString::fromUtf8(name)),
            QCoreApplication::translate("weir", "A value cannot contain itself: use a $ref for recursive schemas."));
    }
    if (!isKeyNext())
        return m_builder.repeat(found->row, start);
    const auto text = m_builder.scalarText(found->row);
    if (!text)
        return refuseKey(start);
    m_builder.key(*text, start);
    return true;
}

void YamlEvents::remember(fy_event *event, quint32 row)
{
    if (fy_token *anchor = fy_event_get_anchor_token(event))
        m_anchors.insert(textOf(anchor, m_source.bytes()).toByteArray(), {row, std::nullopt});
}

qsizetype YamlEvents::startOf(fy_event *event) const
{
    const fy_mark *mark = fy_event_start_mark(event);
    if (!mark)
        return m_last;
    const auto start = qsizetype(mark->input_pos);
    if (event->type == FYET_ALIAS)
        return start - 1; // Without the asterisk.
    if (event->type != FYET_SCALAR)
        return start;
    switch (fy_token_scalar_style(event->scalar.value)) {
    case FYSS_SINGLE_QUOTED:
    case FYSS_DOUBLE_QUOTED:
        return start - 1; // Without the quote.
    case FYSS_LITERAL:
    case FYSS_FOLDED: {
        // The mark stands at the text, a line below the indicator.
        const QByteArrayView bytes = m_source.bytes();
        for (qsizetype at = m_last; at < start; ++at) {
            if (bytes[at] == '|' || bytes[at] == '>')
                return at;
        }
        return start;
    }
    default:
        return start;
    }
}

NodeType YamlEvents::typeOf(fy_event *event, QByteArrayView text) const
{
    const bool isPlain = !event->scalar.value || fy_token_scalar_style(event->scalar.value) == FYSS_PLAIN;
    fy_token *tag = event->scalar.tag;
    if (!tag)
        return isPlain ? plainScalarType(text) : NodeType::String;
    const char *suffix = fy_tag_token_suffix0(tag);
    const char *handle = fy_tag_token_handle0(tag);
    const QByteArrayView name(suffix ? suffix : "");
    const NodeType asPlain = plainScalarType(text);
    if (QByteArrayView(handle ? handle : "") != QByteArrayView("!!"))
        return NodeType::String;
    if (name == QByteArrayView("null") || name == QByteArrayView("bool") || name == QByteArrayView("int"))
        return asPlain;
    if (name == QByteArrayView("float"))
        return asPlain == NodeType::Integer ? NodeType::Number : asPlain;
    return NodeType::String;
}

bool YamlEvents::refuseKey(qsizetype offset)
{
    return m_builder.fail(offset, QCoreApplication::translate("weir", "An array or object stands as a key."),
                          QCoreApplication::translate("weir", "Keys are plain texts; JSON knows no others."));
}

/// What libfyaml complained about first.
Error syntaxError(const SourceText &source, fy_diag *diag)
{
    void *iterator = nullptr;
    if (const fy_diag_error *error = fy_diag_errors_iterate(diag, &iterator)) {
        const qsizetype offset = source.offsetOf(error->line - 1, error->column - 1);
        return source.errorAt(
            std::min(offset, source.contentEnd()),
            QCoreApplication::translate("weir", "This is no valid YAML: %1.").arg(QString::fromUtf8(error->msg)));
    }
    return source.errorAt(source.contentEnd(), QCoreApplication::translate("weir", "This is no valid YAML."));
}

} // namespace

Result<Tree> readYaml(QByteArrayView bytes, const QString &file, const ReadLimits &limits)
{
    const SourceText source(bytes, file);
    if (auto defect = source.defect(limits))
        return *defect;
    DiagPointer diag = makeDiag();
    fy_parse_cfg config{};
    // The builder counts the depth itself, and gives its error a place.
    config.flags = fy_parse_cfg_flags(FYPCF_DISABLE_DEPTH_LIMIT | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE);
    config.diag = diag.get();
    const ParserPointer parser(fy_parser_create(&config), &fy_parser_destroy);
    if (!diag || !parser || fy_parser_set_string(parser.get(), bytes.data(), size_t(bytes.size())) != 0)
        return source.errorAt(0, QCoreApplication::translate("weir", "The YAML parser could not start."));

    TreeBuilder builder(source, limits);
    YamlEvents events(source, builder);
    bool isFine = true;
    while (fy_event *event = isFine ? fy_parser_parse(parser.get()) : nullptr) {
        isFine = events.take(event);
        fy_parser_event_free(parser.get(), event);
    }
    if (builder.error())
        return *builder.error();
    if (fy_parser_get_stream_error(parser.get()))
        return syntaxError(source, diag.get());
    if (!events.hasDocument() && !builder.scalar(NodeType::Null, {}, false, 0))
        return *builder.error();
    return builder.take();
}

} // namespace weir
