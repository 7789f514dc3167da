// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/addresspolicy.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class AddressPolicyTest : public QObject
{
    Q_OBJECT

private slots:
    void urlsAreTakenApart_data();
    void urlsAreTakenApart();
    void malformedUrlIsRefused_data();
    void malformedUrlIsRefused();
    void oddSpellingsOfIPv4AreRead_data();
    void oddSpellingsOfIPv4AreRead();
    void kindOfAnAddress_data();
    void kindOfAnAddress();
    void privateEndpointCanBeAllowed();
    void everyAddressOfANameCounts();
};

void AddressPolicyTest::urlsAreTakenApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("authority");
    const auto row = [](const char *text, const char *host, int port, const char *target, const char *authority) {
        QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromLatin1(host) << port << QByteArray(target)
                                  << QByteArray(authority);
    };
    row("http://example.com", "example.com", 80, "/", "example.com");
    row("HTTPS://Example.COM./a?b=c#d", "example.com", 443, "/a?b=c", "example.com");
    row("https://example.com:8443?x", "example.com", 8443, "/?x", "example.com:8443");
    row("http://example.com:/a", "example.com", 80, "/a", "example.com");
    row("http://b\xC3\xBC"
        "cher.example/\xC3\xA9\"|",
        "xn--bcher-kva.example", 80, "/%C3%A9%22%7C", "xn--bcher-kva.example");
    row("http://[2001:4860::8888]:8080/", "2001:4860::8888", 8080, "/", "[2001:4860::8888]:8080");
    row("http://0x8.8.2056/", "8.8.8.8", 80, "/", "8.8.8.8");
    row("http://_dmarc.example-1.com/", "_dmarc.example-1.com", 80, "/", "_dmarc.example-1.com");
}

void AddressPolicyTest::urlsAreTakenApart()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, authority);
    const auto url = parseHttpUrl(text);
    QVERIFY2(url, url ? "" : qPrintable(url.error().message));
    QCOMPARE(url->host, host);
    QCOMPARE(int(url->port), port);
    QCOMPARE(url->target, target);
    QCOMPARE(url->authority(), authority);
    QCOMPARE(url->isTls, text.startsWith(u"https"_s, Qt::CaseInsensitive));
    QCOMPARE(parseHttpUrl(url->text()).value(), *url);
}

void AddressPolicyTest::malformedUrlIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *const text : {"",
                                   "example.com",
                                   "//example.com",
                                   "http:example.com",
                                   "http://",
                                   "http:///a",
                                   "http://:80/",
                                   "ws://example.com",
                                   "http://a b/",
                                   "http://a\tb/",
                                   "http://a\nb/",
                                   "http://example.com:0/",
                                   "http://example.com:65536/",
                                   "http://example.com:+80/",
                                   "http://example.com:8o/",
                                   "http://u@example.com/",
                                   "http://u:p@example.com/",
                                   "http://@example.com/",
                                   "http://example.com\\@b/",
                                   "http://[::1/",
                                   "http://::1/",
                                   "http://[1.2.3.4]/",
                                   "http://[::1]x/",
                                   "http://[fe80::1%25eth0]/",
                                   "http://[]/",
                                   "http://a..b/",
                                   "http://.a/",
                                   "http://a%41/",
                                   "http://a,b/",
                                   "http://1.2.3.4.5/",
                                   "http://256.1.1.1/",
                                   "http://1.2.3.09/",
                                   "http://a.1/",
                                   "http://99999999999/"}) {
        QTest::addRow("%s", text) << QString::fromUtf8(text);
    }
}

void AddressPolicyTest::malformedUrlIsRefused()
{
    QFETCH(QString, text);
    const auto url = parseHttpUrl(text);
    QVERIFY2(!url, url ? qPrintable(url->text()) : "");
    QVERIFY(!url.error().message.isEmpty());
    QVERIFY(!url.error().hint.isEmpty());
}

void AddressPolicyTest::oddSpellingsOfIPv4AreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *text, const char *address) {
        QTest::addRow("%s", text) << QString::fromLatin1(text) << QString::fromLatin1(address);
    };
    row("127.0.0.1", "127.0.0.1");
    row("127.0.0.1.", "127.0.0.1");
    row("127.1", "127.0.0.1");
    row("127.0.257", "127.0.1.1");
    row("2130706433", "127.0.0.1");
    row("0x7f000001", "127.0.0.1");
    row("0X7F.0x0.0.01", "127.0.0.1");
    row("0177.0.0.1", "127.0.0.1");
    row("017700000001", "127.0.0.1");
    row("0", "0.0.0.0");
    row("0x", "0.0.0.0");
    row("4294967295", "255.255.255.255");
    row("1.16777215", "1.255.255.255");
    row("4294967296", "");
    row("1.16777216", "");
    row("1.2.65536", "");
    row("1.2.3.256", "");
    row("256.1", "");
    row("08", "");
    row("1..2", "");
    row("1.2.3.4.5", "");
    row("", "");
    row(".", "");
    row("1a", "");
    row("-1", "");
}

void AddressPolicyTest::oddSpellingsOfIPv4AreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    const auto read = parseAnyIPv4(text);
    QCOMPARE(read ? read->toString() : QString(), address);
}

void AddressPolicyTest::kindOfAnAddress_data()
{
    using enum AddressKind;
    QTest::addColumn<AddressKind>("kind");
    const auto row = [](const char *address, AddressKind kind) { QTest::addRow("%s", address) << kind; };
    row("9.255.255.255", Public);
    row("10.0.0.0", Private);
    row("10.255.255.255", Private);
    row("100.64.0.0", SharedByCarrier);
    row("126.255.255.255", Public);
    row("127.255.255.255", Loopback);
    row("169.254.169.254", LinkLocal);
    row("169.255.0.0", Public);
    row("172.15.255.255", Public);
    row("172.16.0.0", Private);
    row("172.32.0.0", Public);
    row("192.0.0.171", Reserved);
    row("192.0.1.0", Public);
    row("192.0.2.1", Reserved);
    row("192.168.0.1", Private);
    row("198.17.255.255", Public);
    row("198.19.255.255", Reserved);
    row("203.0.113.9", Reserved);
    row("223.255.255.255", Public);
    row("224.0.0.1", Multicast);
    row("240.0.0.1", Reserved);
    row("255.255.255.255", Reserved);
    row("0.0.0.0", ThisHost);
    row("::", ThisHost);
    row("::1", Loopback);
    row("::2", ThisHost);
    row("::ffff:10.0.0.1", Private);
    row("::ffff:8.8.8.8", Public);
    row("::10.0.0.1", Private);
    row("::8.8.8.8", Reserved);
    row("::ffff:0:127.0.0.1", Loopback);
    row("64:ff9b::127.0.0.1", Loopback);
    row("64:ff9b::8.8.8.8", Reserved);
    row("64:ff9b:1::1", ThisHost);
    row("2002:7f00:1::", Loopback);
    row("2002:808:808::1", Reserved);
    row("2001:0:4136:e378:8000:63bf:3fff:fdd2", Reserved);
    row("2001:0:4136:e378:8000:63bf:80ff:fffe", Loopback);
    row("2001:db8::1", Reserved);
    row("2001:2::1", Reserved);
    row("2001:20::1", Reserved);
    row("2001:200::1", Public);
    row("3fff:fff::1", Reserved);
    row("3fff:1000::1", Public);
    row("2606:4700::1111", Public);
    row("fc00::1", Private);
    row("fdff::1", Private);
    row("fe80::1", LinkLocal);
    row("febf::1", LinkLocal);
    row("fec0::1", Private);
    row("ff02::1", Multicast);
    row("100::1", Reserved);
    row("4000::1", Reserved);
}

void AddressPolicyTest::kindOfAnAddress()
{
    QFETCH(AddressKind, kind);
    const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!address.isNull());
    QCOMPARE(addressKind(address), kind);
    QCOMPARE(AddressPolicy().checkAddress(address).isOk(), kind == AddressKind::Public);
}

void AddressPolicyTest::privateEndpointCanBeAllowed()
{
    const AddressPolicy allowing{.allowPrivate = true};
    for (const QString &text : {u"http://127.0.0.1:80/"_s, u"http://localhost:22/"_s, u"http://10.1.2.3/"_s,
                                u"http://[fd00::1]/"_s, u"http://intranet/"_s})
        QVERIFY2(allowing.checkUrl(text), qPrintable(text));
    for (const QString &text :
         {u"http://0.0.0.0/"_s, u"http://224.0.0.1/"_s, u"http://[ff02::1]/"_s, u"http://255.255.255.255/"_s})
        QVERIFY2(!allowing.checkUrl(text), qPrintable(text));

    const AddressPolicy usual;
    for (const QString &text :
         {u"http://localhost/"_s, u"http://a.localhost/"_s, u"http://printer.local/"_s,
          u"http://metadata.google.internal/"_s, u"http://example.com:22/"_s, u"http://example.com:1023/"_s}) {
        const auto checked = usual.checkUrl(text);
        QVERIFY2(!checked, qPrintable(text));
        QVERIFY(checked.error().hint.contains(u"Allow private"_s));
    }
    for (const QString &text : {u"http://example.com:1024/"_s, u"https://example.com/"_s, u"http://notlocal/"_s,
                                u"http://my-internal.example/"_s})
        QVERIFY2(usual.checkUrl(text), qPrintable(text));
}

void AddressPolicyTest::everyAddressOfANameCounts()
{
    const AddressPolicy policy;
    const QHostAddress good(u"8.8.8.8"_s);
    const QHostAddress bad(u"192.168.0.1"_s);
    QVERIFY(policy.checkAddresses(u"a.example"_s, {good}));
    QVERIFY(!policy.checkAddresses(u"a.example"_s, {}));
    const auto mixed = policy.checkAddresses(u"a.example"_s, {good, bad});
    QVERIFY(!mixed);
    QVERIFY(mixed.error().message.contains(u"a.example"_s));
    QVERIFY(mixed.error().message.contains(u"192.168.0.1"_s));
}

WEIR_TEST(AddressPolicyTest)

#include "tst_addresspolicy.moc"
