// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/rules/eventname.h"
#include "core/rules/wordforms.h"

#include <QTest>

#include <random>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_EventName : public QObject
{
    Q_OBJECT

private slots:
    void goodNamesPass_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList names{u"user.created"_s,      u"user.updated"_s,        u"user.deleted"_s,
                                u"user.verified"_s,     u"order.placed"_s,        u"order.confirmed"_s,
                                u"order.shipped"_s,     u"order.delivered"_s,     u"order.cancelled"_s,
                                u"payment.processed"_s, u"payment.failed"_s,      u"payment.refunded"_s,
                                u"notification.sent"_s, u"notification.clicked"_s};
        QCOMPARE(names.size(), 14);
        for (const QString &name : names)
            QTest::addRow("%s", qPrintable(name)) << name;
        for (const QString &name :
             {u"invoice.paid"_s, u"house.built"_s, u"order-line.added"_s, u"user.signed-up"_s,
              u"payment.partially-refunded"_s, u"seat.held"_s, u"item.not-found"_s, u"news.read"_s,
              u"address.changed"_s, u"bus.left"_s, u"status.reset"_s, u"oauth2-token.revoked"_s})
            QTest::addRow("%s", qPrintable(name)) << name;
    }

    void goodNamesPass()
    {
        QFETCH(QString, name);
        QCOMPARE(judgeEventName(name), NameVerdict());
    }

    void badNamesFailWithAProposal_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<NameFault>("fault");
        QTest::addColumn<QString>("proposal");
        using enum NameFault;
        const auto row = [](const QString &name, NameFault fault, const QString &proposal) {
            QTest::addRow("%s", qPrintable(name)) << name << fault << proposal;
        };
        row(u"user.create"_s, NotPastTense, u"user.created"_s);
        row(u"createUser"_s, NotTwoSegments, u"user.created"_s);
        row(u"UserCreated"_s, NotTwoSegments, u"user.created"_s);
        row(u"user_created"_s, NotTwoSegments, u"user.created"_s);
        row(u"order.shipping"_s, NotPastTense, u"order.shipped"_s);
        row(u"user"_s, NotTwoSegments, u"user.created"_s);
        row(u"user.created."_s, NotTwoSegments, u"user.created"_s);
        row(u".created"_s, NotTwoSegments, u"entity.created"_s);
        row(u"user-created"_s, NotTwoSegments, u"user.created"_s);
        row(u"User.Created"_s, NotLowerCase, u"user.created"_s);
        row(u"payment_intent.succeeded"_s, NotLowerCase, u"payment-intent.succeeded"_s);
        row(u"customer.subscription.updated"_s, NotTwoSegments, u"customer-subscription.updated"_s);
        row(u"order.cancel"_s, NotPastTense, u"order.cancelled"_s);
        row(u"order.ships"_s, NotPastTense, u"order.shipped"_s);
        row(u"order.paying"_s, NotPastTense, u"order.paid"_s);
        row(u"order.cancellation"_s, NotPastTense, u"order.cancelled"_s);
        row(u"payment.failure"_s, NotPastTense, u"payment.failed"_s);
        row(u"createOrder"_s, NotTwoSegments, u"order.created"_s);
        row(u"orderStatus"_s, NotTwoSegments, u"order-status.changed"_s);
        row(u"order_cancel"_s, NotTwoSegments, u"order.cancelled"_s);
        row(u"sendMail"_s, NotTwoSegments, u"mail.sent"_s);
        row(u"user-signed-up.message"_s, NotPastTense, u"user.signed-up"_s);
        row(u"turn-on-off"_s, NotTwoSegments, u"turn-on-off.changed"_s);
        row(u"order.status"_s, NotPastTense, u"order-status.changed"_s);
        row(u"light.feed"_s, NotPastTense, u"light.fed"_s);
        row(u"orders.placed"_s, Plural, u"order.placed"_s);
        row(u"categories.merged"_s, Plural, u"category.merged"_s);
        row(u"people.moved"_s, Plural, u"person.moved"_s);
        row(u"UserSignedUpEvent"_s, NotTwoSegments, u"user.signed-up"_s);
    }

    void badNamesFailWithAProposal()
    {
        QFETCH(QString, name);
        QFETCH(NameFault, fault);
        QFETCH(QString, proposal);
        const NameVerdict verdict = judgeEventName(name);
        QCOMPARE(verdict.fault, fault);
        QCOMPARE(verdict.proposal.text, proposal);
        QCOMPARE(judgeEventName(proposal), NameVerdict());
    }

    void furtherVerbsPass()
    {
        QCOMPARE(judgeEventName(u"user.yeet"_s).fault, NameFault::NotPastTense);
        QCOMPARE(judgeEventName(u"user.yeet"_s, {u"yeet"_s}), NameVerdict());
        QCOMPARE(judgeEventName(u"yeetUser"_s, {u"yeet"_s}).fault, NameFault::NotTwoSegments);
    }

    void theOriginalSpellingShowsTheWords()
    {
        QCOMPARE(judgeEventName(u"orderplaced"_s, {}, u"OrderPlaced"_s).proposal.text, u"order.placed"_s);
    }

    void aProposalIsSureWhenTheNameSaysWhatHappened()
    {
        QVERIFY(judgeEventName(u"user.create"_s).proposal.isSure);
        QVERIFY(judgeEventName(u"UserSignedUp"_s).proposal.isSure);
        QVERIFY(!judgeEventName(u"user"_s).proposal.isSure);
        QVERIFY(!judgeEventName(u"depth-response"_s).proposal.isSure);
    }

    void everyProposalIsAGoodName()
    {
        const QStringList parts{u"user"_s, u"Users"_s,    u"create"_s, u"."_s,    u"_"_s,      u"-"_s,
                                u"ed"_s,   u"STATUSES"_s, u"sent"_s,   u"é"_s,    u"7"_s,      u"Event"_s,
                                u"up"_s,   u"s"_s,        u"order"_s,  u"ies"_s,  u"houses"_s, u"bus"_s,
                                u" "_s,    u"Message"_s,  u"signed"_s, u"news"_s, u"/"_s,      u"xes"_s};
        std::mt19937 random(5);
        for (int i = 0; i < 20000; ++i) {
            QString name;
            for (auto j = 1 + random() % 6; j > 0; --j)
                name += parts.at(static_cast<qsizetype>(random() % static_cast<std::size_t>(parts.size())));
            const NameVerdict verdict = judgeEventName(name);
            if (verdict.fault != NameFault::None) {
                const NameVerdict again = judgeEventName(verdict.proposal.text);
                QVERIFY2(again.fault == NameFault::None, qPrintable(name + u" -> "_s + verdict.proposal.text));
            }
        }
    }

    void pastTensesAreFormed_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("participle");
        const auto row = [](const QString &word, const QString &participle) {
            QTest::addRow("%s", qPrintable(word)) << word << participle;
        };
        row(u"create"_s, u"created"_s);
        row(u"ship"_s, u"shipped"_s);
        row(u"stop"_s, u"stopped"_s);
        row(u"cancel"_s, u"cancelled"_s);
        row(u"submit"_s, u"submitted"_s);
        row(u"transfer"_s, u"transferred"_s);
        row(u"deliver"_s, u"delivered"_s);
        row(u"visit"_s, u"visited"_s);
        row(u"verify"_s, u"verified"_s);
        row(u"delay"_s, u"delayed"_s);
        row(u"load"_s, u"loaded"_s);
        row(u"pack"_s, u"packed"_s);
        row(u"send"_s, u"sent"_s);
        row(u"placing"_s, u"placed"_s);
        row(u"shipping"_s, u"shipped"_s);
        row(u"verifies"_s, u"verified"_s);
        row(u"processes"_s, u"processed"_s);
        row(u"logout"_s, u"logged-out"_s);
        row(u"status"_s, QString());
        row(u"thing"_s, QString());
    }

    void pastTensesAreFormed()
    {
        QFETCH(QString, word);
        QFETCH(QString, participle);
        QCOMPARE(words::pastTense(word), participle);
    }
};

WEIR_TEST(tst_EventName)
#include "tst_eventname.moc"
