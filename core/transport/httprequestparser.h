// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httplimits.h"
#include "core/transport/httpmessage.h"

#include <memory>
#include <optional>

namespace weir {

/// Reads one request after the other from bytes at any split. Pure: no socket, no clock.
///
/// Boost.Beast's parser reads the grammar; before it, each line is held against what it is lenient about (folding, bare CR
/// and LF, blanks before a colon), and after it the rules about hosts, lengths and repeated fields. A refusal is final: the
/// connection cannot be trusted to frame a further request.
class HttpRequestParser
{
public:
    enum class State : quint8 {
        Idle,     ///< Between requests; not a byte of the next one was seen.
        Header,   ///< The header is not yet complete.
        Body,     ///< The header is complete and was accepted; the body is not.
        Complete, ///< A whole request can be taken.
        Refused,  ///< See refusal().
    };

    /// \a rules must outlive the parser, \a budget too; without a budget only the limits of one request hold.
    explicit HttpRequestParser(const HttpRules &rules, ByteBudget *budget = nullptr);
    ~HttpRequestParser();
    HttpRequestParser(const HttpRequestParser &) = delete;
    HttpRequestParser &operator=(const HttpRequestParser &) = delete;

    /// Takes bytes and gives how many: fewer than there are when the request is complete (the rest belongs to the next one)
    /// or refused.
    qsizetype feed(QByteArrayView bytes);

    State state() const { return m_state; }
    /// The client waits for `100 Continue` before it sends the body: the header was accepted, no byte of the body is there.
    bool expectsContinue() const { return m_expectsContinue && m_state == State::Body && m_bodyBytes == 0; }
    /// When Complete: gives the request, and begins with the next one.
    HttpRequest takeRequest();
    /// When Refused.
    HttpRefusal refusal() const;

private:
    struct Grammar;

    qsizetype feedHeader(QByteArrayView bytes);
    qsizetype feedBody(QByteArrayView bytes);
    bool checkLine(QByteArrayView line);
    bool checkRequestLine(QByteArrayView line);
    bool checkPartialLine(QByteArrayView line);
    void finishHeader();
    bool checkFields();
    bool checkLengths();
    bool checkHost(QByteArrayView host);
    bool readTarget(QByteArrayView target);
    bool takeBody(QByteArrayView bytes);
    bool makeRoom(qsizetype size);
    void complete();
    void refuse(HttpRefusal refusal);
    void reset();

    const HttpRules &m_rules;
    ByteBudget *m_budget;
    std::unique_ptr<Grammar> m_grammar;
    State m_state = State::Idle;
    HttpRefusal m_refusal = HttpRefusal::BadRequestLine;
    bool m_expectsContinue = false;
    bool m_isChunked = false;
    int m_lines = 0;
    qsizetype m_lineStart = 0; ///< In m_head.
    qsizetype m_target = 0;    ///< Where the request target stands in m_head.
    qsizetype m_targetSize = 0;
    qsizetype m_bodyBytes = 0;                          ///< Bytes after the header, framing included.
    qsizetype m_room = 0;                               ///< What the body has room for; taken from the budget.
    qsizetype m_largestBody = m_rules.limits.bodyBytes; ///< What it can come to.
    QByteArray m_head;                                  ///< Request line and fields as received, to the empty line.
    QByteArray m_rest;                                  ///< The start of a chunk's framing whose end is not yet there.
    HttpRequest m_request;
};

} // namespace weir
