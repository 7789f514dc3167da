// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/comparison/compare.h"
#include "core/model/catalog.h"
#include "tests/core/comparison/shop.h"
#include "tests/core/rules/lintof.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using test::everyone;
using test::lineOf;
using test::linesOf;
using test::patchedShop;
using test::shopCatalog;

namespace {

void row(const char *name, const char *patch, const QString &expected)
{
    QTest::newRow(name) << QByteArray(patch) << expected;
}

void addSpellingRows()
{
    row("nothing", "[]", {});
    row("another spelling of a duration",
        R"([{'op': 'replace', 'path': '/services/0/receives/0/timeout', 'value': '1m'}])", {});
    row("a default written out", R"([{'op': 'add', 'path': '/services/2/external', 'value': false}])", {});
    row("the order of a set", R"([{'op': 'replace', 'path': '/services/0/receives/0',
        'value': {'channel': 'orders', 'id': 'bill', 'events': ['order.placed'], 'versions': [1], 'instances': 2,
          'timeout': '60s', 'idempotent': true, 'ordered': true, 'sla': {'share': 0.99, 'within': '1m'},
          'emits': [{'channel': 'bills', 'event': 'bill.sent'}]}}])",
        {});
    row("the order of items", R"([{'op': 'move', 'from': '/services/1/receives/1', 'path': '/services/1/receives/0'}])",
        {});
    row("a node moved", R"([{'op': 'replace', 'path': '/views/0/nodes/services~1billing/x', 'value': 40},
        {'op': 'replace', 'path': '/views/0/notes/0/x', 'value': 40}])",
        {});
}

void addChannelRows()
{
    row("guarantee weakened", R"([{'op': 'replace', 'path': '/channels/1/guarantee', 'value': 'at-least-once'}])",
        u"!channels/guarantee-weakened channels/orders /guarantee > mail/tell, streams/live"_s);
    row("guarantee lost", R"([{'op': 'replace', 'path': '/channels/1/guarantee', 'value': 'at-most-once'}])",
        u"!channels/guarantee-weakened channels/orders /guarantee > billing/bill, mail/tell, streams/live"_s);
    row("guarantee strengthened", R"([{'op': 'add', 'path': '/channels/0/guarantee', 'value': 'effectively-once'}])",
        u"channels/changed channels/bills /guarantee"_s);
    row("guarantee of the project", R"([{'op': 'add', 'path': '/defaults/guarantee', 'value': 'at-most-once'}])",
        u"!catalog/guarantee-weakened catalog /defaults > mail/send"_s);
    row("retention shortened", R"([{'op': 'replace', 'path': '/channels/1/retention', 'value': '1d'}])",
        u"!channels/retention-shortened channels/orders /retention > billing/bill, mail/tell, streams/live"_s);
    row("retention limited", R"([{'op': 'add', 'path': '/channels/0/retention', 'value': '1d'}])",
        u"!channels/retention-shortened channels/bills /retention > mail/send"_s);
    row("retention longer", R"([{'op': 'replace', 'path': '/channels/1/retention', 'value': '9d'}])",
        u"channels/changed channels/orders /retention"_s);
    row("ttl", R"([{'op': 'add', 'path': '/channels/0/ttl', 'value': '1m'}])",
        u"!channels/ttl-shortened channels/bills /ttl > mail/send"_s);
    row("capacity", R"([{'op': 'replace', 'path': '/channels/1/capacity', 'value': 10}])",
        u"channels/changed channels/orders /capacity"_s);
    row("overflow", R"([{'op': 'add', 'path': '/channels/1/overflow', 'value': 'dropOldest'}])",
        u"!channels/overflow-drops channels/orders /overflow > billing/bill, mail/tell, streams/live"_s);
    row("partitions", R"([{'op': 'replace', 'path': '/channels/1/partitions', 'value': 8}])",
        u"!channels/partitions-changed channels/orders /partitions > billing/bill"_s);
    row("address", R"([{'op': 'replace', 'path': '/channels/1/address', 'value': 'orders'}])",
        u"!channels/address-changed channels/orders /address > billing/bill, mail/tell, streams/live"_s);
    row("kind with one subscription", R"([{'op': 'replace', 'path': '/channels/0/kind', 'value': 'topic'}])",
        u"channels/changed channels/bills /kind"_s);
    row("kind with several", R"([{'op': 'replace', 'path': '/channels/1/kind', 'value': 'queue'}])",
        u"!channels/kind-changed channels/orders /kind > billing/bill, mail/tell, streams/live"_s);
    row("channel added",
        R"([{'op': 'add', 'path': '/channels/3', 'value': {'id': 'x', 'kind': 'queue', 'ttl': '1s'}}])",
        u"channels/added channels/x"_s);
    row("channel removed", R"([{'op': 'remove', 'path': '/channels/0'}])",
        u"!channels/removed channels/bills > mail/send"_s);
    row("member of somebody else", R"([{'op': 'add', 'path': '/channels/0/x-owner', 'value': 'me'}])",
        u"channels/changed channels/bills /x-owner"_s);
}

void addEventRows()
{
    row("event removed", R"([{'op': 'remove', 'path': '/events/1'}])",
        u"!events/removed events/order.placed"_s + everyone());
    row("event removed that a webhook received", R"([{'op': 'remove', 'path': '/events/2'}])",
        u"!events/removed events/order.lost > webhooks/partner"_s);
    row("event removed that nobody was sent", R"([{'op': 'remove', 'path': '/events/3'}])",
        u"events/removed events/stock.low"_s);
    row("event added", R"([{'op': 'add', 'path': '/events/3', 'value': {'id': 'order.paid', 'tags': ['a']}}])",
        u"events/added events/order.paid"_s);
    row("words", R"([{'op': 'add', 'path': '/events/1/summary', 'value': 'x'}])",
        u"events/changed events/order.placed /summary"_s);
    row("required member in the same version",
        R"([{'op': 'replace', 'path': '/events/1/versions/0/schema/required', 'value': ['id', 'total']}])",
        u"!events/schema-incompatible events/order.placed /versions/0/schema"_s + everyone());
    row("a title in the same version", R"([{'op': 'add', 'path': '/events/1/versions/0/schema/title', 'value': 'x'}])",
        u"events/changed events/order.placed /versions/0/schema"_s);
    // Billing says what it accepts; mail takes anything, and can read it.
    row("version that old readers can read", R"([{'op': 'add', 'path': '/events/1/versions/1', 'value': {'version': 2,
        'schema': {'type': 'object', 'required': ['id', 'total'], 'properties': {'id': {'type': 'string'}}}}}])",
        u"!events/version-refused events/order.placed /versions/1 > billing/bill"_s);
    row("version that nobody can read", R"([{'op': 'add', 'path': '/events/1/versions/1', 'value': {'version': 2,
        'schema': {'type': 'object', 'required': ['id'], 'properties': {'id': {'type': 'integer'}}}}}])",
        u"!events/version-incompatible events/order.placed /versions/1 > billing/bill, mail/tell"_s);
    row("version that is not sent", R"([{'op': 'add', 'path': '/events/1/versions/1', 'value': {'version': 2,
        'schema': {'type': 'object', 'required': ['id'], 'properties': {'id': {'type': 'integer'}}}}},
        {'op': 'add', 'path': '/services/2/sends/0/versions', 'value': {'1': 1}}])",
        u"services/changed services/orders /sends/0/versions\nevents/item-added events/order.placed /versions/1"_s);
    row("version removed", R"([{'op': 'remove', 'path': '/events/1/versions/0'}])",
        u"!events/version-removed events/order.placed -/versions/0"_s + everyone());
    row("version retired while it is sent",
        R"([{'op': 'replace', 'path': '/events/1/versions/0/status', 'value': 'retired'}])",
        u"!events/version-retired events/order.placed /versions/0/status"_s + everyone());
    row("version deprecated", R"([{'op': 'replace', 'path': '/events/1/versions/0/status', 'value': 'deprecated'}])",
        u"events/changed events/order.placed /versions/0/status"_s);
    row("event sla relaxed", R"([{'op': 'replace', 'path': '/events/1/sla/share', 'value': 0.5}])",
        u"!events/sla-relaxed events/order.placed /sla"_s + everyone());
    row("event sla tightened", R"([{'op': 'replace', 'path': '/events/1/sla/within', 'value': '1m'}])",
        u"events/changed events/order.placed /sla"_s);
    row("shared schema",
        R"([{'op': 'replace', 'path': '/schemas/0/schema/properties/cents/type', 'value': 'integer'}])",
        u"!schemas/schema-incompatible schemas/money /schema > mail/send"_s);
    row("shared schema that means the same", R"([{'op': 'add', 'path': '/schemas/0/schema/title', 'value': 'Money'}])",
        u"schemas/changed schemas/money /schema"_s);
}

void addServiceRows()
{
    row("service removed", R"([{'op': 'remove', 'path': '/services/2'}])",
        u"!services/removed services/orders > billing/bill, mail, mail/tell, streams/live, webhooks/partner"_s);
    row("service added", R"([{'op': 'add', 'path': '/services/3', 'value': {'id': 'x', 'owner': 'y'}}])",
        u"services/added services/x"_s);
    row("publication removed", R"([{'op': 'remove', 'path': '/services/2/sends/0'}])",
        u"!services/event-no-longer-sent services/orders -/sends/0"_s + everyone());
    row("publication elsewhere", R"([{'op': 'replace', 'path': '/services/2/sends/0/channel', 'value': 'spare'}])",
        u"!services/event-no-longer-sent services/orders /sends/0/channel > billing/bill, mail/tell, streams/live"_s);
    row("outbox left", R"([{'op': 'add', 'path': '/services/2/sends/0/via', 'value': 'direct'}])",
        u"!services/outbox-left services/orders /sends/0/via"_s + everyone());
    row("outbox removed", R"([{'op': 'remove', 'path': '/services/2/outbox'}])",
        u"!services/outbox-left services/orders -/outbox"_s + everyone());
    row("outbox weakened", R"([{'op': 'replace', 'path': '/services/2/outbox', 'value': {'mode': 'faithful'}}])",
        u"!services/outbox-weakened services/orders /outbox"_s + everyone());
    row("key", R"([{'op': 'replace', 'path': '/services/2/sends/0/key', 'value': 'data.user'}])",
        u"!services/key-changed services/orders /sends/0/key > billing/bill"_s);
    row("follow-up removed", R"([{'op': 'remove', 'path': '/services/0/receives/0/emits'}])",
        u"!services/event-no-longer-sent services/billing -/receives/0/emits/0 > mail/send"_s);
    row("operation removed", R"([{'op': 'remove', 'path': '/services/2/operations/0'}])",
        u"services/item-removed services/orders -/operations/0"_s);
}

void addSubscriptionRows()
{
    row("subscription removed", R"([{'op': 'remove', 'path': '/services/1/receives/0'}])",
        u"!services/subscription-removed services/mail -/receives/0 > mail/tell"_s);
    row("subscription added to a topic", R"([{'op': 'add', 'path': '/services/2/receives',
        'value': [{'id': 'x', 'channel': 'orders', 'events': ['order.placed']}]}])",
        u"services/item-added services/orders /receives/0"_s);
    row("subscription added to a queue", R"([{'op': 'add', 'path': '/services/2/receives',
        'value': [{'id': 'x', 'channel': 'bills', 'events': ['bill.*']}]}])",
        u"!services/subscription-competes services/orders /receives/0 > mail/send"_s);
    row("other events", R"([{'op': 'replace', 'path': '/services/0/receives/0/events', 'value': ['order.paid']}])",
        u"!services/events-lost services/billing /receives/0/events > billing/bill"_s);
    row("more events", R"([{'op': 'replace', 'path': '/services/0/receives/0/events', 'value': ['order.#']}])",
        u"services/changed services/billing /receives/0/events"_s);
    row("version refused", R"([{'op': 'replace', 'path': '/services/0/receives/0/versions', 'value': [2]}])",
        u"!services/version-refused services/billing /receives/0/versions > billing/bill"_s);
    row("version sent that is refused", R"([{'op': 'add', 'path': '/services/2/sends/0/versions', 'value': {'2': 1}}])",
        u"!services/version-refused services/orders /sends/0/versions > billing/bill"_s);
    row("idempotency lost on a channel without duplicates",
        R"([{'op': 'remove', 'path': '/services/0/receives/0/idempotent'}])",
        u"services/changed services/billing -/receives/0/idempotent"_s);
    row("idempotency lost", R"([{'op': 'remove', 'path': '/services/0/receives/0/idempotent'},
        {'op': 'replace', 'path': '/channels/1/guarantee', 'value': 'at-least-once'}])",
        u"!services/idempotency-lost services/billing -/receives/0/idempotent > billing/bill\n"
        "!channels/guarantee-weakened channels/orders /guarantee > billing/bill, mail/tell, streams/live"_s);
    row("order lost", R"([{'op': 'remove', 'path': '/services/0/receives/0/ordered'}])",
        u"!services/order-lost services/billing -/receives/0/ordered > billing/bill"_s);
    row("sla relaxed", R"([{'op': 'replace', 'path': '/services/0/receives/0/sla/within', 'value': '2m'}])",
        u"!services/sla-relaxed services/billing /receives/0/sla > billing/bill"_s);
    row("sla removed", R"([{'op': 'remove', 'path': '/services/0/receives/0/sla'}])",
        u"!services/sla-relaxed services/billing -/receives/0/sla > billing/bill"_s);
    row("fewer instances", R"([{'op': 'replace', 'path': '/services/0/receives/0/instances', 'value': 1}])",
        u"services/changed services/billing /receives/0/instances"_s);
}

void addPolicyRows()
{
    row("fewer attempts", R"([{'op': 'replace', 'path': '/policies/0/maxAttempts', 'value': 3}])",
        u"!policies/less-patient policies/retry /maxAttempts > billing/bill, mail/send, mail/tell, webhooks/partner"_s);
    row("more attempts", R"([{'op': 'replace', 'path': '/policies/0/maxAttempts', 'value': 5}])",
        u"policies/changed policies/retry /maxAttempts"_s);
    row("shorter delays", R"([{'op': 'replace', 'path': '/policies/0/strategy/initialDelay', 'value': '1s'}])",
        u"!policies/less-patient policies/retry /strategy > billing/bill, mail/send, mail/tell, webhooks/partner"_s);
    row("a limit on age", R"([{'op': 'add', 'path': '/policies/0/maxAge', 'value': '5s'}])",
        u"!policies/less-patient policies/retry /maxAge > billing/bill, mail/send, mail/tell, webhooks/partner"_s);
    row("a policy nobody uses", R"([{'op': 'replace', 'path': '/policies/1/maxAttempts', 'value': 1}])",
        u"policies/changed policies/short /maxAttempts"_s);
    row("another default", R"([{'op': 'replace', 'path': '/defaults/policy', 'value': 'short'}])",
        u"!catalog/less-patient catalog /defaults > billing/bill, mail/send, mail/tell, webhooks/partner"_s);
    row("policy of a channel", R"([{'op': 'add', 'path': '/channels/0/policy', 'value': 'short'}])",
        u"!channels/less-patient channels/bills /policy > mail/send"_s);
    row("policy of a subscription", R"([{'op': 'add', 'path': '/services/0/receives/0/policy', 'value': 'short'}])",
        u"!services/less-patient services/billing /receives/0/policy > billing/bill"_s);
    row("the same policy named", R"([{'op': 'add', 'path': '/services/0/receives/0/policy', 'value': 'retry'}])",
        u"services/changed services/billing /receives/0/policy"_s);
    row("no retry for some failures", R"([{'op': 'add', 'path': '/policies/0/nonRetryable', 'value': ['validation']}])",
        u"!policies/less-patient policies/retry /nonRetryable > billing/bill, mail/send, mail/tell, webhooks/partner"_s);
    row("policy removed", R"([{'op': 'remove', 'path': '/policies/1'}])", u"policies/removed policies/short"_s);
}

void addEndpointRows()
{
    row("webhook removed", R"([{'op': 'remove', 'path': '/webhooks/0'}])",
        u"!webhooks/removed webhooks/partner > webhooks/partner"_s);
    row("webhook switched off", R"([{'op': 'add', 'path': '/webhooks/0/active', 'value': false}])",
        u"!webhooks/switched-off webhooks/partner /active > webhooks/partner"_s);
    row("path moved", R"([{'op': 'replace', 'path': '/webhooks/1/path', 'value': '/x'}])",
        u"!webhooks/path-changed webhooks/shop /path > webhooks/shop"_s);
    row("signature", R"([{'op': 'add', 'path': '/webhooks/0/profile', 'value': 'stripe'}])",
        u"!webhooks/signature-changed webhooks/partner /profile > webhooks/partner"_s);
    row("secrets replaced", R"([{'op': 'replace', 'path': '/webhooks/0/secrets', 'value': ['env:B']}])",
        u"!webhooks/secrets-replaced webhooks/partner /secrets > webhooks/partner"_s);
    row("secrets rotated", R"([{'op': 'replace', 'path': '/webhooks/0/secrets', 'value': ['env:B', 'env:A']}])",
        u"webhooks/changed webhooks/partner /secrets"_s);
    row("tolerance", R"([{'op': 'replace', 'path': '/webhooks/1/tolerance', 'value': '1m'}])",
        u"!webhooks/tolerance-shortened webhooks/shop /tolerance > webhooks/shop"_s);
    row("webhook's order", R"([{'op': 'remove', 'path': '/webhooks/0/ordered'}])",
        u"!webhooks/order-lost webhooks/partner -/ordered > webhooks/partner"_s);
    row("route removed", R"([{'op': 'remove', 'path': '/streams/0'}])",
        u"!streams/removed streams/live > streams/live"_s);
    row("route's events", R"([{'op': 'replace', 'path': '/streams/0/events', 'value': ['bill.*']}])",
        u"!streams/events-lost streams/live /events > streams/live"_s);
    row("replay", R"([{'op': 'replace', 'path': '/streams/0/replay', 'value': 10}])",
        u"!streams/replay-shortened streams/live /replay > streams/live"_s);
}

void addDocumentationRows()
{
    row("flow", R"([{'op': 'add', 'path': '/flows/0/summary', 'value': 'x'}])", u"flows/changed flows/buy /summary"_s);
    row("order of steps", R"([{'op': 'move', 'from': '/flows/0/steps/1', 'path': '/flows/0/steps/0'}])",
        u"flows/changed flows/buy /steps"_s);
    row("text block", R"([{'op': 'replace', 'path': '/docs/0/text', 'value': 'x'}])",
        u"docs/changed docs/intro /text"_s);
    row("scenario", R"([{'op': 'replace', 'path': '/scenarios/0/duration', 'value': '2m'}])",
        u"scenarios/changed scenarios/rush /duration"_s);
    row("approval", R"([{'op': 'add', 'path': '/approvals/1', 'value': {'rule': 'a/b', 'target': 'channels/spare',
        'reason': 'x'}}])",
        u"approvals/item-added approvals /1"_s);
    row("note", R"([{'op': 'replace', 'path': '/views/0/notes/0/text', 'value': 'x'}])",
        u"views/changed views/overview /notes/0/text"_s);
}

} // namespace

/// What `weir diff` finds, by meaning.
class tst_Compare : public QObject
{
    Q_OBJECT

private slots:
    void aChangeIsJudged_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QString>("expected");
        addSpellingRows();
        addChannelRows();
        addEventRows();
        addServiceRows();
        addSubscriptionRows();
        addPolicyRows();
        addEndpointRows();
        addDocumentationRows();
    }

    void aChangeIsJudged()
    {
        QFETCH(QByteArray, patch);
        QFETCH(QString, expected);
        const QList<Difference> found = compare(shopCatalog(), patchedShop(patch));
        QCOMPARE(linesOf(found), expected);
        for (const Difference &difference : found) {
            QVERIFY2(!difference.what.isEmpty() && !difference.effect.isEmpty(), qPrintable(lineOf(difference)));
            QCOMPARE(difference.isBreaking, !difference.hint.isEmpty());
        }
    }

    void theTextSaysWhatAndForWhom()
    {
        const auto found = compare(
            shopCatalog(), patchedShop(R"([{'op': 'replace', 'path': '/channels/1/retention', 'value': '1d'}])"));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].what, u"channels/orders: retention is \"1d\" instead of \"7d\"."_s);
        QCOMPARE(found[0].effect, u"Messages are kept for 1 day instead of 7 days: who is away longer misses them."_s);
    }

    void aTextOfSeveralLinesIsOneInTheSentence()
    {
        const auto found = compare(
            shopCatalog(), patchedShop(R"([{'op': 'replace', 'path': '/docs/0/text', 'value': '# A\n\nB.\n'}])"));
        QCOMPARE(found.size(), 1);
        QVERIFY2(!found[0].what.contains(u'\n'), qPrintable(found[0].what));
        QVERIFY2(found[0].what.contains(u"# A B."), qPrintable(found[0].what));
    }

    void twoDesignsThatShareNothingAreComparedToo()
    {
        const auto found = compare(test::catalogOf("{'title': 'A'}"), shopCatalog());
        QVERIFY(found.size() > 10);
        QVERIFY(std::none_of(found.begin(), found.end(), [](const auto &each) { return each.isBreaking; }));
        const auto back = compare(shopCatalog(), test::catalogOf("{'title': 'A'}"));
        QVERIFY(back.first().isBreaking);
        QVERIFY(!back.last().isBreaking);
    }
};

WEIR_TEST(tst_Compare)
#include "tst_compare.moc"
