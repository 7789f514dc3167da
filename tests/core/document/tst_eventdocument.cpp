// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/document/designs.h"
#include "tests/support/golden.h"
#include "tests/support/registertest.h"

#include "core/document/documents.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

QStringList headings(const QByteArray &markdown, const QByteArray &mark)
{
    QStringList result;
    for (const QByteArray &line : markdown.split('\n')) {
        if (line.startsWith(mark + ' '))
            result.append(QString::fromUtf8(line));
    }
    return result;
}

/// The lines of section \a number, without its heading.
QByteArray section(const QByteArray &markdown, int number)
{
    const qsizetype start = markdown.indexOf("\n## " + QByteArray::number(number));
    return markdown.mid(start + 1, markdown.indexOf("\n## ", start + 1) - start);
}

const QStringList sixSections{u"## 1. Overview"_s,    u"## 2. Event Catalog"_s,  u"## 3. Producers & Consumers"_s,
                              u"## 4. Event Flows"_s, u"## 5. Infrastructure"_s, u"## 6. Error Handling"_s};

} // namespace

class tst_EventDocument : public QObject
{
    Q_OBJECT

private slots:
    void theSectionsAreTheSpecifications_data()
    {
        QTest::addColumn<QString>("example");
        for (const char *name : {"seed", "checkout", "one-queue"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void theSectionsAreTheSpecifications()
    {
        QFETCH(QString, example);
        const Catalog catalog = test::exampleDesign(example);
        const QByteArray text = toMarkdown(eventDocument(catalog));
        QCOMPARE(headings(text, "#"), QStringList{u"# Event Architecture: "_s + catalog.project().title});
        QCOMPARE(headings(text, "##"), sixSections);
        const QByteArray html = toHtml(eventDocument(catalog));
        QCOMPARE(html.count("<h2 "), 6);
        if (const QString folder = qEnvironmentVariable("WEIR_DRAWINGS"); !folder.isEmpty()) {
            for (const auto &[suffix, bytes] : {std::pair(u"md"_s, text), std::pair(u"html"_s, html),
                                                std::pair(u"svg"_s, toSvg(serviceMap(catalog)).toUtf8())}) {
                QFile file(u"%1/%2.%3"_s.arg(folder, example, suffix));
                if (file.open(QIODevice::WriteOnly))
                    file.write(bytes);
            }
        }
    }

    void anEmptyDesignHasAllSectionsAndOpenPoints()
    {
        const Catalog catalog;
        const QByteArray text = toMarkdown(eventDocument(catalog));
        QCOMPARE(headings(text, "##"), sixSections);
        QVERIFY(section(text, 1).contains("> - No message broker is chosen."));
        QVERIFY(section(text, 4).contains("> - No flow is described."));
    }

    void theSmallestExampleIsWrittenAsBefore()
    {
        const Catalog catalog = test::exampleDesign(u"one-queue"_s);
        WEIR_COMPARE_GOLDEN(toMarkdown(eventDocument(catalog)), u"document/one-queue.md"_s);
        WEIR_COMPARE_GOLDEN(toHtml(eventDocument(catalog)), u"document/one-queue.html"_s);
    }

    void theSeedExampleIsWrittenAsBefore()
    {
        WEIR_COMPARE_GOLDEN(toMarkdown(eventDocument(test::exampleDesign(u"seed"_s))), u"document/seed.md"_s);
    }

    void theBytesAreTheSameEachTime()
    {
        const Catalog first = test::exampleDesign(u"checkout"_s);
        const Catalog second = test::exampleDesign(u"checkout"_s);
        QCOMPARE(toHtml(eventDocument(first)), toHtml(eventDocument(second)));
        QCOMPARE(toMarkdown(eventDocument(first)), toMarkdown(eventDocument(second)));
    }

    void allLiveVersionsAreShown()
    {
        const QByteArray text = section(toMarkdown(eventDocument(test::exampleDesign(u"seed"_s))), 2);
        const qsizetype start = text.indexOf("### user.created");
        const QByteArray entry = text.mid(start, text.indexOf("\n### ", start) - start);
        QVERIFY(entry.contains("**Schema (v3)**:"));
        QVERIFY(entry.contains("**Schema (v2, deprecated)**:"));
        QVERIFY(entry.contains("**Schema (v1, deprecated)**:"));
    }

    void thePolicyOfTheSpecificationIsTold()
    {
        const QByteArray text = section(toMarkdown(eventDocument(test::exampleDesign(u"seed"_s))), 6);
        QVERIFY(text.contains(
            "| Processing | 2 retries with exponential backoff | 3 = first + 2 retries | 2 s, 4 s | 6 s |"));
        QVERIFY(text.contains("3 retries with exponential backoff"));
        QVERIFY(text.contains("`dlq(*) > 10`"));
    }

    void aSimulationsFiguresAreMarked()
    {
        const Catalog catalog = test::exampleDesign(u"one-queue"_s);
        Report report;
        SubscriptionReport measured;
        measured.path = u"billing/bill"_s;
        measured.delivered = 1000;
        measured.utilisation = 0.5;
        measured.depth.mean = 3.25;
        report.subscriptions.append(measured);
        const QByteArray text = toMarkdown(eventDocument(catalog, {.report = &report, .showsOpenPoints = true}));
        QVERIFY(section(text, 5).contains("| 50 % | 3.25 |"));
        QVERIFY(section(text, 5).contains("| simulated |"));
    }

    void handWrittenTextStaysInItsSection()
    {
        Catalog catalog;
        catalog.setDocument({Kind::Doc, u"infrastructure-notes"_s},
                            Json{{"id", "infrastructure-notes"},
                                 {"text", "# Why\n\nTwo *brokers*.\n\n```\n# code\n```\n\nEnd\n===\n"}});
        const QByteArray text = toMarkdown(eventDocument(catalog));
        QVERIFY(section(text, 5).contains("### Why\n\nTwo *brokers*.\n\n```\n# code\n```\n\n### End\n"));
        QCOMPARE(headings(text, "##"), sixSections);
        QVERIFY(toHtml(eventDocument(catalog)).contains("<h3>Why</h3>\n<p>Two <em>brokers</em>.</p>"));
    }

    void richTextCountsHeadingsAndDiagrams()
    {
        const Outline outline = eventDocument(test::exampleDesign(u"seed"_s));
        const QString text = toRichText(outline);
        const QList<Diagram> diagrams = diagramsOf(outline);
        QCOMPARE(diagrams.size(), 2);
        QVERIFY(text.contains(u"<img src=\"diagram:1\"/>"_s) && !text.contains(u"diagram:2"_s));
        QVERIFY(text.contains(u"<h2><a name=\"heading-1\"></a>1. Overview</h2>"_s));
    }

    void openPointsNameTheirElement()
    {
        const Catalog catalog = test::exampleDesign(u"one-queue"_s);
        for (const OpenPoint &point : openPoints(catalog)) {
            const auto element = ElementRef::fromPath(point.element);
            QVERIFY2(element, qPrintable(point.element));
            QVERIFY2(element->kind == Kind::Project || catalog.contains(*element), qPrintable(point.element));
        }
    }

    void whatNobodyProducesIsNotUnconsumedToo()
    {
        Catalog catalog = test::exampleDesign(u"one-queue"_s);
        QVERIFY(catalog.remove({Kind::Service, u"shop"_s}));
        QStringList texts;
        for (const OpenPoint &point : openPoints(catalog)) {
            if (point.element == u"events/order.placed"_s)
                texts.append(point.text);
        }
        QVERIFY(texts.contains(u"Nobody produces order.placed."_s));
        QVERIFY(!texts.contains(u"Nobody consumes order.placed."_s));
    }
};

WEIR_TEST(tst_EventDocument)
#include "tst_eventdocument.moc"
