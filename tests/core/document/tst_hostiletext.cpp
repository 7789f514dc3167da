// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/document/designs.h"
#include "tests/support/registertest.h"

#include "core/document/documents.h"
#include "core/document/handwritten.h"

#include <md4c.h>
#include <nlohmann/json.hpp>

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// A design that says \a value wherever people can write.
Catalog designThatSays(const QString &value)
{
    const std::string text = value.toStdString();
    const Json schema{
        {"type", "object"}, {"description", text}, {"properties", {{text, {{"enum", {text}}, {"description", text}}}}}};
    const Json flow{{"id", "flow"},
                    {"name", text},
                    {"summary", text},
                    {"participants", {{{"id", "a"}, {"name", text}, {"alias", text}}, {{"id", "b"}, {"name", text}}}},
                    {"steps",
                     {{{"message", text}, {"from", "a"}, {"to", "b"}},
                      {{"loop", text}, {"steps", {{{"reply", text}, {"from", "b"}, {"to", "a"}}}}},
                      {{"note", text}, {"over", {"a"}}}}}};
    const Json receives{{"id", "take"}, {"channel", "jobs"}, {"events", {"job.added"}}, {"purpose", text}};
    return test::designOf(
        {{"weir", 1},
         {"title", text},
         {"description", text},
         {"broker", {{"kind", "other"}, {"name", text}, {"reason", text}}},
         {"alerts", {{{"id", "late"}, {"when", text}, {"severity", "warning"}}}},
         {"services",
          {{{"id", "source"},
            {"name", text},
            {"description", text},
            {"owner", text},
            {"domain", text},
            {"sends", {{{"event", "job.added"}, {"channel", "jobs"}}}}},
           {{"id", "worker"}, {"name", text}, {"domain", text}, {"receives", {receives}}}}},
         {"events",
          {{{"id", "job.added"},
            {"name", text},
            {"summary", text},
            {"description", text},
            {"versions", {{{"version", 1}, {"status", "published"}, {"schema", schema}, {"notes", text}}}}}}},
         {"channels", {{{"id", "jobs"}, {"name", text}, {"kind", "queue"}, {"address", text}}}},
         {"policies", {{{"id", "p"}, {"name", text}, {"maxAttempts", 2}, {"nonRetryable", {text}}}}},
         {"flows", {flow}}});
}

/// What a reader sees of \a value: characters no document may hold are replaced, white space is one blank.
QString seen(QString value)
{
    for (QChar &c : value) {
        if (c.unicode() < 0x20 && !c.isSpace())
            c = QChar(0xfffd);
    }
    return value.simplified();
}

/// What parsing a page found.
struct Page
{
    QString text;
    QStringList offences;
};

/// \a more are the elements that may occur beside the usual ones.
Page parsed(const QByteArray &html, const QSet<QString> &more = {})
{
    static const QSet<QString> elements{u"html"_s,       u"head"_s,  u"meta"_s, u"title"_s, u"style"_s,     u"body"_s,
                                        u"nav"_s,        u"main"_s,  u"p"_s,    u"ol"_s,    u"ul"_s,        u"li"_s,
                                        u"a"_s,          u"h1"_s,    u"h2"_s,   u"h3"_s,    u"h4"_s,        u"strong"_s,
                                        u"em"_s,         u"del"_s,   u"code"_s, u"pre"_s,   u"div"_s,       u"table"_s,
                                        u"thead"_s,      u"tbody"_s, u"tr"_s,   u"th"_s,    u"td"_s,        u"figure"_s,
                                        u"figcaption"_s, u"aside"_s, u"svg"_s,  u"g"_s,     u"rect"_s,      u"path"_s,
                                        u"circle"_s,     u"text"_s,  u"br"_s,   u"hr"_s,    u"blockquote"_s};
    static const QRegularExpression link(u"\\A(?:#s-[a-z0-9-]+|https?://.*|mailto:.*)\\z"_s);
    Page page;
    QXmlStreamReader reader(html);
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            if (!elements.contains(reader.name().toString()) && !more.contains(reader.name().toString()))
                page.offences.append(u"element "_s + reader.name().toString());
            for (const QXmlStreamAttribute &attribute : reader.attributes()) {
                const QString name = attribute.name().toString();
                if (name.startsWith(u"on"_s) || (name == u"src"_s && !attribute.value().startsWith(u"diagram:"_s)))
                    page.offences.append(u"attribute "_s + name);
                if (name == u"href"_s && !link.match(attribute.value()).hasMatch())
                    page.offences.append(u"link to "_s + attribute.value().toString());
            }
            break;
        case QXmlStreamReader::Characters:
            page.text += reader.text();
            break;
        case QXmlStreamReader::EndElement:
            page.text += u' ';
            break;
        default:
            break;
        }
    }
    if (reader.hasError())
        page.offences.append(u"line %1: %2"_s.arg(reader.lineNumber()).arg(reader.errorString()));
    page.text = page.text.simplified();
    return page;
}

/// What rendering Markdown found: the text, and how often each block and span occurs.
struct Rendered
{
    QString text;
    QMap<int, int> blocks, spans;
    bool hasHtml = false;
};

Rendered &rendered(void *data)
{
    return *static_cast<Rendered *>(data);
}

Rendered render(const QByteArray &markdown)
{
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB | MD_FLAG_LATEXMATHSPANS | MD_FLAG_WIKILINKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void *, void *data) {
        ++rendered(data).blocks[type];
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE, void *, void *data) {
        rendered(data).text += u' ';
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *, void *data) {
        ++rendered(data).spans[type];
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE, void *, void *) { return 0; };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
        rendered(data).hasHtml = rendered(data).hasHtml || type == MD_TEXT_HTML;
        rendered(data).text +=
            type == MD_TEXT_SOFTBR || type == MD_TEXT_BR ? u" "_s : QString::fromUtf8(text, qsizetype(size));
        return 0;
    };
    Rendered result;
    md_parse(markdown.constData(), MD_SIZE(markdown.size()), &parser, &result);
    result.text = result.text.simplified();
    return result;
}

/// Lines of Mermaid text that are none of those Weir writes.
QStringList strangeLines(const QString &mermaid)
{
    const QString words = u"(?:[^#;<>\"%&`]|#\\d+;)*"_s;
    const QRegularExpression known(
        u"\\A *(?:|sequenceDiagram|flowchart LR|participant \\w+ as %1|\\w+-?->>\\w+: %1|(?:loop|alt) %1|else|end"
        "|Note over \\w+(?:,\\w+)?: %1|n\\d+(?:\\[\"|\\[/\"|\\(\\[\"|>\")%1\"[\\])/]+(?::::dlq)?"
        "|n\\d+ -\\.?->?(?:\\|\"%1\"\\|)? n\\d+|subgraph g\\d+\\[\"%1\"\\]|classDef dlq [a-z0-9: -]+)\\z"_s.arg(words));
    QStringList result;
    for (const QString &line : mermaid.split(u'\n')) {
        if (!known.match(line).hasMatch() || line.contains(u"%%"_s))
            result.append(line);
    }
    return result;
}

void addCases(const QStringList &kinds)
{
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << u"plain"_s;
    QTest::newRow("closing tag") << u"</title></style></svg><b>"_s;
    QTest::newRow("list number") << u"1. first"_s;
    QTest::newRow("break out of code") << u"``` `` |"_s;
    QFile file(QStringLiteral(WEIR_SHARED "/corpora/conformance/export-injection/cases.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("The corpus export-injection is not there: own cases only");
        return;
    }
    const Json corpus = Json::parse(file.readAll().toStdString());
    for (const Json &each : corpus["cases"]) {
        if (kinds.contains(memberText(each, u"kind")))
            QTest::newRow(qPrintable(memberText(each, u"id"))) << memberText(each, u"value");
    }
}

const QStringList textKinds{u"html"_s, u"markdown"_s, u"mermaid/plantuml"_s, u"csv"_s};

} // namespace

class tst_HostileText : public QObject
{
    Q_OBJECT

private slots:
    void htmlHoldsTextOnly_data() { addCases(textKinds); }

    void htmlHoldsTextOnly()
    {
        QFETCH(QString, value);
        const Catalog catalog = designThatSays(value);
        for (const Outline &outline : {eventDocument(catalog), eventCatalog(catalog)}) {
            const Page page = parsed(toHtml(outline));
            QCOMPARE(page.offences.join(u'\n'), QString());
            QVERIFY2(page.text.contains(seen(value)), qPrintable(page.text.left(3000)));
            const Page preview =
                parsed("<html>" + toRichText(outline).toUtf8() + "</html>", {u"b"_s, u"img"_s, u"span"_s});
            QCOMPARE(preview.offences.join(u'\n'), QString());
        }
    }

    void markdownRendersToTheText_data() { addCases(textKinds); }

    void markdownRendersToTheText()
    {
        QFETCH(QString, value);
        // Blank lines part a description into paragraphs; elsewhere they are blanks.
        const bool paragraphs = value.contains(u"\n\n"_s);
        const Rendered benign =
            render(toMarkdown(eventDocument(designThatSays(paragraphs ? u"a\n\nb"_s : u"plain"_s))));
        const Rendered hostile = render(toMarkdown(eventDocument(designThatSays(value))));
        QVERIFY2(hostile.text.contains(seen(value)), qPrintable(hostile.text.left(3000)));
        QVERIFY(!hostile.hasHtml);
        QCOMPARE(hostile.blocks, benign.blocks);
        QCOMPARE(hostile.spans, benign.spans);
    }

    void diagramsHoldNoSyntaxOfTheirText_data() { addCases(textKinds); }

    void diagramsHoldNoSyntaxOfTheirText()
    {
        QFETCH(QString, value);
        const Catalog catalog = designThatSays(value);
        const Catalog benign = designThatSays(u"plain"_s);
        const QString sequence = toMermaid(sequenceDiagram(catalog.flows().first()));
        const QString map = toMermaid(serviceMap(catalog));
        QCOMPARE(strangeLines(sequence).join(u'\n'), QString());
        QCOMPARE(strangeLines(map).join(u'\n'), QString());
        QCOMPARE(sequence.count(u'\n'), toMermaid(sequenceDiagram(benign.flows().first())).count(u'\n'));
        QCOMPARE(map.count(u'\n'), toMermaid(serviceMap(benign)).count(u'\n'));
    }

    void handWrittenTextHasNoTeeth_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("expected");
        QTest::newRow("raw html") << u"<script>x</script>"_s << u"<p>&lt;script&gt;x&lt;/script&gt;</p>\n"_s;
        QTest::newRow("script link") << u"[x](javascript:alert)"_s << u"<p>x</p>\n"_s;
        QTest::newRow("data link") << u"[x](data:text/html,y)"_s << u"<p>x</p>\n"_s;
        QTest::newRow("image") << u"![alt](http://evil/x.png)"_s << u"<p>alt</p>\n"_s;
        QTest::newRow("web link") << u"[x](https://example.com/?a=1&b)"_s
                                  << u"<p><a href=\"https://example.com/?a=1&amp;b\" rel=\"noreferrer\">x</a></p>\n"_s;
        QTest::newRow("quote in a link")
            << u"[x](<https://e/\" onclick=\"y>)"_s
            << u"<p><a href=\"https://e/&quot; onclick=&quot;y\" rel=\"noreferrer\">x</a></p>\n"_s;
    }

    void handWrittenTextHasNoTeeth()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, expected);
        QCOMPARE(handWrittenHtml(markdown), expected);
    }
};

WEIR_TEST(tst_HostileText)
#include "tst_hostiletext.moc"
