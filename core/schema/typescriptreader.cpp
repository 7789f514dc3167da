// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/typescriptreader.h"

#include "core/base/translate.h"
#include "core/schema/typescriptparser.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxParents = 50; ///< In a chain of `extends`.

/// Puts the declarations of one source together.
class Composition
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    Composition(std::vector<TypeScriptType> types, QString file) : m_types(std::move(types)), m_file(std::move(file)) {}

    Result<Json> schemaOf(const QString &name)
    {
        const TypeScriptType *type = find(name);
        auto root = whole(*type, 0);
        if (!root)
            return root;
        // What is used brings along what it uses.
        std::vector<TypeScriptUse> waiting = usesOf(*type, 0);
        while (!waiting.empty()) {
            const TypeScriptUse use = waiting.back();
            waiting.pop_back();
            if (m_definitions.contains(use.name.toStdString()))
                continue;
            const TypeScriptType *used = find(use.name);
            if (!used) {
                return Error{tr("“%1” is not declared here.").arg(use.name),
                             Place{m_file, use.at.line, use.at.column, {}}, tr("Declare it in the same file.")};
            }
            auto schema = whole(*used, 0);
            if (!schema)
                return schema;
            m_definitions[use.name.toStdString()] = std::move(*schema);
            const std::vector<TypeScriptUse> more = usesOf(*used, 0);
            waiting.insert(waiting.end(), more.begin(), more.end());
        }
        return root;
    }

    const TypeScriptType *find(const QString &name) const
    {
        const auto found =
            std::find_if(m_types.begin(), m_types.end(), [&](const TypeScriptType &type) { return type.name == name; });
        return found == m_types.end() ? nullptr : &*found;
    }

    const Json &definitions() const { return m_definitions; }
    const std::vector<TypeScriptType> &types() const { return m_types; }

private:
    /// The type with what its parents say; its own members win.
    Result<Json> whole(const TypeScriptType &type, int depth) const
    {
        if (type.error)
            return *type.error;
        Json result = Json::object();
        for (const QString &parent : type.parents) {
            const TypeScriptType *above = find(parent);
            if (!above || depth >= maxParents)
                continue; // Declared elsewhere: this type says what it says.
            auto schema = whole(*above, depth + 1);
            if (!schema)
                return schema;
            merge(result, *schema);
        }
        merge(result, type.schema.get());
        return result;
    }

    std::vector<TypeScriptUse> usesOf(const TypeScriptType &type, int depth) const
    {
        std::vector<TypeScriptUse> uses = type.uses;
        for (const QString &parent : type.parents) {
            const TypeScriptType *above = find(parent);
            if (above && depth < maxParents) {
                const std::vector<TypeScriptUse> more = usesOf(*above, depth + 1);
                uses.insert(uses.end(), more.begin(), more.end());
            }
        }
        return uses;
    }

    static void merge(Json &into, const Json &schema)
    {
        for (const auto &[key, value] : schema.items()) {
            if (key == "properties") {
                for (const auto &[name, property] : value.items())
                    into["properties"][name] = property;
            } else if (key == "required") {
                for (const Json &name : value) {
                    Json &list = into["required"];
                    if (std::find(list.begin(), list.end(), name) == list.end())
                        list.push_back(name);
                }
            } else {
                into[key] = value;
            }
        }
    }

    std::vector<TypeScriptType> m_types;
    QString m_file;
    Json m_definitions = Json::object();
};

} // namespace

QStringList typeScriptNames(const QString &source)
{
    QStringList names;
    for (const TypeScriptType &type : TypeScriptParser(source, {}).declarations())
        names.append(type.name);
    return names;
}

Result<Json> schemaFromTypeScript(const QString &source, const QString &file, const QString &name)
{
    Composition composition(TypeScriptParser(source, file).declarations(), file);
    if (composition.types().empty())
        return Error{tr("There is neither an interface nor a type."), Place{file, 1, 1, {}}, {}};
    const QString wanted = name.isEmpty() ? composition.types().back().name : name.section(u'.', 0, 0);
    if (!composition.find(wanted)) {
        return Error{tr("“%1” is not declared here.").arg(wanted), Place{file, 1, 1, {}},
                     tr("There are: %1.").arg(typeScriptNames(source).join(u", "_s))};
    }
    auto root = composition.schemaOf(wanted);
    if (!root)
        return root;
    for (const QString &member : name.split(u'.').mid(1)) {
        const Json *properties = memberOf(*root, u"properties");
        const Json *property = properties ? memberOf(*properties, member) : nullptr;
        if (!property)
            return Error{tr("“%1” has no member “%2”.").arg(wanted, member), Place{file, 1, 1, {}}, {}};
        root = Json(*property);
    }
    Json schema = Json::object();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    schema.update(*root);
    if (!composition.definitions().empty())
        schema["$defs"] = composition.definitions();
    return schema;
}

} // namespace weir
