// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/upcaster.h"

#include "core/base/translate.h"
#include "core/syntax/jsonpointer.h"

#include <nlohmann/json.hpp>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Where a member is, or would be.
struct Spot
{
    Json *parent = nullptr; ///< An object.
    std::string key;

    Json *value() const
    {
        const auto found = parent->find(key);
        return found == parent->end() ? nullptr : &*found;
    }
};

Error noObject(const QString &name)
{
    return Error{tr("“%1” stands in something that is no object.").arg(name), {}, tr("Name members of objects.")};
}

/// Does the steps on one value.
class Upcasting
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit Upcasting(Json data) : m_data(std::move(data)) {}

    Result<void> run(const UpcastSteps &steps)
    {
        const std::pair<const Json *, Result<void> (Upcasting::*)(const Json &)> all[]{
            {steps.rename, &Upcasting::rename},
            {steps.map, &Upcasting::map},
            {steps.drop, &Upcasting::drop},
            {steps.defaults, &Upcasting::defaults},
            {steps.set, &Upcasting::set}};
        for (const auto &[part, step] : all) {
            if (!part || part->is_null())
                continue;
            if (auto done = (this->*step)(*part); !done)
                return done;
        }
        return {};
    }

    Json take() { return std::move(m_data); }

private:
    enum class Missing : quint8 { LeaveOut, Make };

    /// A spot without a parent: the way there is not in the data (and was not to be made).
    Result<Spot> find(const QString &name, Missing missing)
    {
        QStringList tokens{name};
        if (name.startsWith(u'/')) {
            const auto parsed = pointerTokens(name);
            if (!parsed)
                return parsed.error();
            tokens = *parsed;
        }
        Json *parent = &m_data;
        for (qsizetype i = 0; i + 1 < tokens.size(); ++i) {
            const std::string key = tokens[i].toStdString();
            if (!parent->is_object())
                return noObject(name);
            if (!parent->contains(key)) {
                if (missing == Missing::LeaveOut)
                    return Spot{};
                (*parent)[key] = Json::object();
            }
            parent = &(*parent)[key];
        }
        if (!parent->is_object())
            return noObject(name);
        return Spot{parent, tokens.last().toStdString()};
    }

    static Result<void> demandObject(const Json &part, const char *step)
    {
        if (part.is_object())
            return {};
        return Error{tr("“%1” of an upcaster is no object.").arg(QLatin1String(step)), {}, {}};
    }

    Result<void> rename(const Json &part)
    {
        if (auto checked = demandObject(part, "rename"); !checked)
            return checked;
        for (const auto &[from, to] : part.items()) {
            if (!to.is_string())
                return Error{
                    tr("“rename” gives “%1” a name that is no text.").arg(QString::fromStdString(from)), {}, {}};
            const auto source = find(QString::fromStdString(from), Missing::LeaveOut);
            if (!source)
                return source.error();
            if (!source->parent || !source->value())
                continue;
            Json value = std::move(*source->value());
            source->parent->erase(source->key);
            const auto target = find(textOf(to), Missing::Make);
            if (!target)
                return target.error();
            (*target->parent)[target->key] = std::move(value);
        }
        return {};
    }

    Result<void> map(const Json &part)
    {
        if (auto checked = demandObject(part, "map"); !checked)
            return checked;
        for (const auto &[name, table] : part.items()) {
            if (auto checked = demandObject(table, "map"); !checked)
                return checked;
            const auto spot = find(QString::fromStdString(name), Missing::LeaveOut);
            if (!spot)
                return spot.error();
            Json *value = spot->parent ? spot->value() : nullptr;
            if (!value || value->is_structured())
                continue;
            const std::string text = value->is_string() ? value->get<std::string>() : value->dump();
            if (const auto found = table.find(text); found != table.end())
                *value = *found;
        }
        return {};
    }

    Result<void> drop(const Json &part)
    {
        const Json list = part.is_array() ? part : Json::array({part});
        for (const Json &name : list) {
            if (!name.is_string())
                return Error{tr("“drop” of an upcaster lists something that is no name."), {}, {}};
            const auto spot = find(textOf(name), Missing::LeaveOut);
            if (!spot)
                return spot.error();
            if (spot->parent)
                spot->parent->erase(spot->key);
        }
        return {};
    }

    Result<void> defaults(const Json &part) { return assign(part, "default"); }
    Result<void> set(const Json &part) { return assign(part, "set"); }

    Result<void> assign(const Json &part, const char *step)
    {
        if (auto checked = demandObject(part, step); !checked)
            return checked;
        const bool isDefault = qstrcmp(step, "default") == 0;
        for (const auto &[name, value] : part.items()) {
            const auto spot = find(QString::fromStdString(name), Missing::Make);
            if (!spot)
                return spot.error();
            if (!isDefault || !spot->value())
                (*spot->parent)[spot->key] = value;
        }
        return {};
    }

    Json m_data;
};

} // namespace

Result<Json> upcast(const Json &data, const UpcastSteps &steps)
{
    Upcasting upcasting(data);
    if (const auto done = upcasting.run(steps); !done)
        return done.error();
    return upcasting.take();
}

Result<void> checkUpcast(const Json &example, const UpcastSteps &steps, const Schema &target)
{
    const auto brought = upcast(example, steps);
    if (!brought)
        return brought.error();
    const Validation found = target.validate(*brought);
    if (found.isValid())
        return {};
    const Violation &violation = found.violations.first();
    return Error{tr("After the upcaster the example is not valid: %1").arg(violation.message), violation.instance,
                 tr("Set, rename or default what the new version demands.")};
}

} // namespace weir
