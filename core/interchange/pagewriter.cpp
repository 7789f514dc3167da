// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/pagewriter.h"

#include "core/interchange/traitedobject.h"
#include "core/syntax/yamlwriter.h"

#include <QHash>

namespace weir {

namespace {

QSet<QString> words(const char *text)
{
    const QStringList list = QString::fromLatin1(text).split(u' ');
    return {list.begin(), list.end()};
}

/// Keys of the frontmatter (EventCatalog 4.7, `content.config.ts`).
bool isKnown(const QString &collection, const QString &key)
{
    static const QSet<QString> common =
        words("id name version summary draft badges owners schemaPath schemas specifications sidebar repository hidden "
              "editUrl "
              "resourceGroups styles deprecated visualiser attachments diagrams detailsPanel");
    static const QSet<QString> message = words("operation channels messageChannels producers consumers");
    static const QHash<QString, QSet<QString>> special{
        {QStringLiteral("domains"),
         words("services agents domains systems entities data-products flows sends receives")},
        {QStringLiteral("services"), words("sends receives entities writesTo readsFrom flows externalSystem")},
        {QStringLiteral("events"), message},
        {QStringLiteral("commands"), message},
        {QStringLiteral("queries"), message},
        {QStringLiteral("channels"), words("address protocols deliveryGuarantee routes channels parameters messages")},
        {QStringLiteral("flows"), words("steps")},
        {QStringLiteral("systems"), words("scope services flows entities containers relationships actors")},
        {QStringLiteral("containers"),
         words("container_type technology purpose authoritative access_mode classification "
               "residency retention")},
        {QStringLiteral("adrs"),
         words("status date decisionMakers appliesTo supersedes supersededBy amends amendedBy "
               "related")},
        {QStringLiteral("entities"), words("aggregateRoot identifier properties")},
        {QStringLiteral("users"),
         words("id name hidden avatarUrl role email slackDirectMessageUrl msTeamsDirectMessageUrl ownedDomains "
               "ownedServices ownedEvents ownedCommands ownedQueries associatedTeams")},
        {QStringLiteral("teams"),
         words("id name hidden summary members email slackDirectMessageUrl msTeamsDirectMessageUrl ownedDomains "
               "ownedServices ownedEvents ownedCommands ownedQueries")}};
    const bool isPerson = collection == u"users" || collection == u"teams";
    if (key.startsWith(QLatin1String("x-")) || (!isPerson && common.contains(key)))
        return true;
    const auto keys = special.constFind(collection);
    // Of the other collections the rules are not known: nothing is renamed.
    return keys == special.constEnd() ? true : keys->contains(key);
}

} // namespace

void PageWriter::addKept(Json &frontmatter, const Json &kept, const QString &collection)
{
    for (const auto &[name, value] : kept.items()) {
        const QString key = QString::fromStdString(name);
        // A key without a value is as good as none, but refused where it is known.
        if (value.is_null())
            continue;
        const QString written = isKnown(collection, key) ? key : QStringLiteral("x-") + key;
        if (written != key && !m_renamed.contains(collection + u'/' + key)) {
            m_renamed.insert(collection + u'/' + key);
            m_log.approximated(
                tr("“%1” of %2 is written as “%3”: EventCatalog knows no such key.").arg(key, collection, written), {});
        }
        if (!frontmatter.contains(written.toStdString()))
            addMember(frontmatter, written.toUtf8().constData(), value);
    }
}

void PageWriter::addPage(const QString &folder, const Json &frontmatter, const QString &body)
{
    addFile(folder + QStringLiteral("/index.mdx"), pageBytes(frontmatter, body));
}

void PageWriter::addFile(const QString &path, const QByteArray &bytes)
{
    m_files.insert(path, bytes);
}

QByteArray pageBytes(const Json &frontmatter, const QString &body)
{
    QByteArray bytes;
    if (!frontmatter.empty())
        bytes = "---\n" + writeYaml(frontmatter) + "---\n";
    if (!body.isEmpty())
        bytes += (bytes.isEmpty() ? QByteArray() : QByteArray("\n")) + body.toUtf8() + '\n';
    return bytes;
}

const Json &pageKept(const Json &document)
{
    static const Json nothing = Json::object();
    const Json *kept = memberOf(document, u"x-eventcatalog");
    return kept != nullptr && kept->is_object() ? *kept : nothing;
}

} // namespace weir
