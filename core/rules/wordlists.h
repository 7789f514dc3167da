// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <array>

/// The words behind core/rules/wordforms.h, by hand: what happens to things in business software.
namespace weir::words {

/// A form of a verb and its past participle.
struct Form
{
    QStringView word, participle;
};

/// Verbs whose participle does not end in -ed, or is spelled with care.
inline constexpr std::array irregularVerbs{
    Form{u"arise", u"arisen"},
    Form{u"become", u"become"},
    Form{u"begin", u"begun"},
    Form{u"bid", u"bid"},
    Form{u"bind", u"bound"},
    Form{u"break", u"broken"},
    Form{u"bring", u"brought"},
    Form{u"build", u"built"},
    Form{u"buy", u"bought"},
    Form{u"catch", u"caught"},
    Form{u"choose", u"chosen"},
    Form{u"come", u"come"},
    Form{u"cut", u"cut"},
    Form{u"do", u"done"},
    Form{u"draw", u"drawn"},
    Form{u"drive", u"driven"},
    Form{u"fall", u"fallen"},
    Form{u"feed", u"fed"},
    Form{u"find", u"found"},
    Form{u"fly", u"flown"},
    Form{u"forget", u"forgotten"},
    Form{u"freeze", u"frozen"},
    Form{u"get", u"got"},
    Form{u"give", u"given"},
    Form{u"go", u"gone"},
    Form{u"grow", u"grown"},
    Form{u"have", u"had"},
    Form{u"hear", u"heard"},
    Form{u"hide", u"hidden"},
    Form{u"hit", u"hit"},
    Form{u"hold", u"held"},
    Form{u"keep", u"kept"},
    Form{u"know", u"known"},
    Form{u"lay", u"laid"},
    Form{u"lead", u"led"},
    Form{u"leave", u"left"},
    Form{u"lend", u"lent"},
    Form{u"let", u"let"},
    Form{u"lose", u"lost"},
    Form{u"make", u"made"},
    Form{u"mean", u"meant"},
    Form{u"meet", u"met"},
    Form{u"outbid", u"outbid"},
    Form{u"overdraw", u"overdrawn"},
    Form{u"override", u"overridden"},
    Form{u"pay", u"paid"},
    Form{u"prepay", u"prepaid"},
    Form{u"put", u"put"},
    Form{u"quit", u"quit"},
    Form{u"read", u"read"},
    Form{u"rebuild", u"rebuilt"},
    Form{u"repay", u"repaid"},
    Form{u"rerun", u"rerun"},
    Form{u"resend", u"resent"},
    Form{u"reset", u"reset"},
    Form{u"rewrite", u"rewritten"},
    Form{u"ride", u"ridden"},
    Form{u"ring", u"rung"},
    Form{u"rise", u"risen"},
    Form{u"run", u"run"},
    Form{u"see", u"seen"},
    Form{u"seek", u"sought"},
    Form{u"sell", u"sold"},
    Form{u"send", u"sent"},
    Form{u"set", u"set"},
    Form{u"shake", u"shaken"},
    Form{u"show", u"shown"},
    Form{u"shrink", u"shrunk"},
    Form{u"shut", u"shut"},
    Form{u"speak", u"spoken"},
    Form{u"spend", u"spent"},
    Form{u"split", u"split"},
    Form{u"stand", u"stood"},
    Form{u"steal", u"stolen"},
    Form{u"take", u"taken"},
    Form{u"teach", u"taught"},
    Form{u"tell", u"told"},
    Form{u"think", u"thought"},
    Form{u"throw", u"thrown"},
    Form{u"unbind", u"unbound"},
    Form{u"undo", u"undone"},
    Form{u"understand", u"understood"},
    Form{u"upset", u"upset"},
    Form{u"wake", u"woken"},
    Form{u"wear", u"worn"},
    Form{u"win", u"won"},
    Form{u"withdraw", u"withdrawn"},
    Form{u"withhold", u"withheld"},
    Form{u"write", u"written"},
};

/// Nouns that name what happened, and how to say it.
inline constexpr std::array actionNouns{
    Form{u"approval", u"approved"},      Form{u"arrival", u"arrived"},
    Form{u"cancellation", u"cancelled"}, Form{u"cancelation", u"cancelled"},
    Form{u"completion", u"completed"},   Form{u"confirmation", u"confirmed"},
    Form{u"creation", u"created"},       Form{u"deletion", u"deleted"},
    Form{u"delivery", u"delivered"},     Form{u"departure", u"departed"},
    Form{u"error", u"failed"},           Form{u"expiration", u"expired"},
    Form{u"expiry", u"expired"},         Form{u"failure", u"failed"},
    Form{u"login", u"logged-in"},        Form{u"logout", u"logged-out"},
    Form{u"modification", u"modified"},  Form{u"payment", u"paid"},
    Form{u"purchase", u"purchased"},     Form{u"registration", u"registered"},
    Form{u"rejection", u"rejected"},     Form{u"removal", u"removed"},
    Form{u"renewal", u"renewed"},        Form{u"reservation", u"reserved"},
    Form{u"shipment", u"shipped"},       Form{u"signup", u"signed-up"},
    Form{u"submission", u"submitted"},   Form{u"success", u"succeeded"},
    Form{u"timeout", u"timed-out"},      Form{u"verification", u"verified"},
    Form{u"withdrawal", u"withdrawn"},
};

/// Regular verbs in their base form.
inline constexpr std::array<QStringView, 263> regularVerbs{
    u"abandon",     u"accept",     u"acknowledge",  u"acquire",     u"activate",    u"add",        u"adjust",
    u"admit",       u"advance",    u"alert",        u"allocate",    u"amend",       u"analyse",    u"analyze",
    u"apply",       u"appoint",    u"approve",      u"archive",     u"arrive",      u"ask",        u"assign",
    u"attach",      u"attempt",    u"authenticate", u"authorise",   u"authorize",   u"award",      u"ban",
    u"bill",        u"block",      u"book",         u"bounce",      u"calculate",   u"call",       u"cancel",
    u"capture",     u"change",     u"charge",       u"check",       u"claim",       u"clear",      u"click",
    u"clone",       u"close",      u"collect",      u"commit",      u"compensate",  u"complete",   u"compute",
    u"configure",   u"confirm",    u"connect",      u"consume",     u"convert",     u"copy",       u"correct",
    u"crash",       u"create",     u"credit",       u"deactivate",  u"debit",       u"decline",    u"decrease",
    u"deduct",      u"defer",      u"delay",        u"delete",      u"deliver",     u"deny",       u"depart",
    u"deploy",      u"deposit",    u"deprecate",    u"detach",      u"detect",      u"disable",    u"discard",
    u"disconnect",  u"discover",   u"dismiss",      u"dispatch",    u"download",    u"drop",       u"edit",
    u"emit",        u"enable",     u"end",          u"enqueue",     u"enrol",       u"enroll",     u"enter",
    u"escalate",    u"evaluate",   u"exceed",       u"execute",     u"exit",        u"expire",     u"export",
    u"extend",      u"fail",       u"fetch",        u"file",        u"finalise",    u"finalize",   u"finish",
    u"flag",        u"follow",     u"forward",      u"fulfil",      u"fulfill",     u"generate",   u"grant",
    u"handle",      u"ignore",     u"import",       u"improve",     u"include",     u"increase",   u"index",
    u"initialise",  u"initialize", u"initiate",     u"insert",      u"install",     u"invalidate", u"invite",
    u"invoice",     u"issue",      u"join",         u"launch",      u"like",        u"link",       u"list",
    u"load",        u"locate",     u"lock",         u"log",         u"mark",        u"match",      u"measure",
    u"merge",       u"migrate",    u"modify",       u"monitor",     u"move",        u"notify",     u"observe",
    u"occur",       u"open",       u"order",        u"pack",        u"park",        u"pass",       u"patch",
    u"pause",       u"perform",    u"pick",         u"place",       u"plan",        u"post",       u"prepare",
    u"process",     u"produce",    u"promote",      u"propose",     u"provision",   u"publish",    u"purchase",
    u"query",       u"queue",      u"raise",        u"rate",        u"receive",     u"recognise",  u"recognize",
    u"reconcile",   u"record",     u"redeem",       u"refresh",     u"refund",      u"register",   u"reject",
    u"release",     u"remind",     u"remove",       u"rename",      u"renew",       u"reopen",     u"replace",
    u"replenish",   u"reply",      u"report",       u"request",     u"require",     u"reschedule", u"reserve",
    u"resolve",     u"restart",    u"restock",      u"restore",     u"resume",      u"retire",     u"retry",
    u"return",      u"reverse",    u"review",       u"revoke",      u"route",       u"save",       u"scan",
    u"schedule",    u"score",      u"settle",       u"share",       u"ship",        u"sign",       u"skip",
    u"start",       u"stop",       u"store",        u"submit",      u"subscribe",   u"succeed",    u"suspend",
    u"swap",        u"switch",     u"sync",         u"synchronise", u"synchronize", u"tag",        u"terminate",
    u"test",        u"time",       u"track",        u"train",       u"transfer",    u"transform",  u"transmit",
    u"trigger",     u"turn",       u"unassign",     u"unblock",     u"unlink",      u"unlock",     u"unregister",
    u"unsubscribe", u"update",     u"upgrade",      u"upload",      u"use",         u"validate",   u"verify",
    u"view",        u"visit",      u"void",         u"vote",        u"wait",        u"waive",      u"warn",
    u"wash",        u"watch",      u"yield",        u"zip",
};

/// Verbs of several syllables that double their last letter all the same.
inline constexpr std::array<QStringView, 13> doublingVerbs{u"admit",  u"cancel", u"commit",  u"defer", u"emit",
                                                           u"enrol",  u"fulfil", u"label",   u"occur", u"omit",
                                                           u"prefer", u"submit", u"transmit"};

/// Verbs that are the names of things as often.
inline constexpr std::array<QStringView, 53> nounVerbs{
    u"alert",   u"award",    u"bid",      u"bill",   u"call",   u"charge",  u"claim",    u"credit", u"debit",
    u"deposit", u"download", u"export",   u"file",   u"import", u"index",   u"invoice",  u"issue",  u"link",
    u"list",    u"load",     u"log",      u"match",  u"order",  u"post",    u"purchase", u"query",  u"queue",
    u"rate",    u"read",     u"record",   u"refund", u"report", u"request", u"return",   u"review", u"route",
    u"run",     u"score",    u"set",      u"share",  u"show",   u"store",   u"tag",      u"test",   u"time",
    u"track",   u"train",    u"transfer", u"upload", u"view",   u"visit",   u"vote",     u"watch",
};

/// Words in -ed that are no participles.
inline constexpr std::array<QStringView, 14> falseParticiples{u"bed",   u"breed", u"deed",    u"embed", u"exceed",
                                                              u"feed",  u"need",  u"proceed", u"seed",  u"shed",
                                                              u"shred", u"speed", u"succeed", u"weed"};

/// Plurals that do not just add an s.
inline constexpr std::array irregularPlurals{
    Form{u"children", u"child"}, Form{u"criteria", u"criterion"}, Form{u"indices", u"index"}, Form{u"men", u"man"},
    Form{u"people", u"person"},  Form{u"vertices", u"vertex"},    Form{u"women", u"woman"},
};

/// Words in -s that are singular, or have no singular.
inline constexpr std::array<QStringView, 16> falsePlurals{
    u"alias",   u"analysis", u"analytics", u"basis", u"bonus", u"bus",  u"campus", u"canvas",
    u"chassis", u"crisis",   u"gas",       u"gps",   u"lens",  u"news", u"sales",  u"sms"};

} // namespace weir::words
