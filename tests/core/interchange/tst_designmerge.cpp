// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/asyncapiimport.h"
#include "core/interchange/designmerge.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// A document whose application does \a action with \a message on \a channel, whose address is always the same.
NamedDesign design(const QByteArray &title, const QByteArray &channel, const QByteArray &action,
                   const QByteArray &message, const QByteArray &type = "object")
{
    const QByteArray text = "asyncapi: 3.0.0\ninfo: {title: " + title + ", version: 1.0.0}\nchannels: {" + channel
        + ": {address: shop/orders, messages: {" + message + ": {payload: {type: " + type
        + "}}}}}\noperations: {handle: {action: " + action + ", channel: {$ref: '#/channels/" + channel + "'}}}\n";
    const QString file = QString::fromLatin1(title) + u".yaml"_s;
    const auto import = importAsyncApi(text, file);
    [&] { QVERIFY2(import, import ? "" : qPrintable(import.error().message)); }();
    return {file, import->catalog};
}

QStringList texts(const Findings &findings)
{
    QStringList result;
    for (const Finding &finding : findings)
        result += finding.rule + u" "_s + finding.place.file + u" "_s + finding.message;
    return result;
}

} // namespace

class tst_DesignMerge : public QObject
{
    Q_OBJECT

private slots:
    void oneAddressIsOneChannel()
    {
        const DesignMerge merge = mergedDesigns(
            {design("Shop", "orders", "send", "placed"), design("Billing", "incoming", "receive", "placed")});
        QCOMPARE(merge.catalog.channels().size(), 1);
        QCOMPARE(merge.catalog.events().size(), 1);
        QCOMPARE(merge.catalog.services().size(), 2);
        QCOMPARE(merge.catalog.service(u"billing")->receives.front().channel, u"orders"_s);
        QCOMPARE(merge.catalog.project().title, u"Shop + Billing"_s);
        for (const Finding &finding : merge.findings)
            QVERIFY2(finding.rule != u"import/orphan", qPrintable(finding.message));
    }

    void whatOnlyOneSideKnowsIsAnOrphan()
    {
        const DesignMerge merge =
            mergedDesigns({design("Shop", "orders", "send", "placed"), design("Billing", "orders", "receive", "paid")});
        const QStringList said = texts(merge.findings);
        QVERIFY2(
            said.contains(u"import/orphan Shop.yaml “placed” on “orders” is sent by Shop, but nobody receives it."_s),
            qPrintable(said.join(u'\n')));
        QVERIFY2(said.contains(
                     u"import/orphan Billing.yaml “paid” on “orders” is received by Billing, but nobody sends it."_s),
                 qPrintable(said.join(u'\n')));
    }

    void payloadsThatDifferAreReported()
    {
        const DesignMerge merge = mergedDesigns(
            {design("Shop", "orders", "send", "placed"), design("Billing", "orders", "receive", "placed", "string")});
        QVERIFY(
            texts(merge.findings)
                .contains(u"import/different Billing.yaml The message “placed” has another payload than in Shop.yaml, "
                          "which is taken."_s));
    }

    void twoServicesOfOneNameStayTwo()
    {
        const DesignMerge merge =
            mergedDesigns({design("Shop", "orders", "send", "placed"), design("Shop", "orders", "receive", "placed")});
        QVERIFY(merge.catalog.service(u"shop") && merge.catalog.service(u"shop-2"));
    }
};

WEIR_TEST(tst_DesignMerge)
#include "tst_designmerge.moc"
