// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httpmessage.h"

#include <QCoreApplication>

#include <cstdint>

namespace weir {

/// What an answer may take.
struct HttpResponseLimits
{
    qsizetype headerBytes = 64 * 1024; ///< Status line and fields; as many for the trailer of a chunked body.
    int headerFields = 200;
    int interimResponses = 8;   ///< 1xx before the answer.
    std::int64_t bodyBytes = 0; ///< 0: no bound (streams).
};

/// Reads the answer to one request, at any split of its bytes: status line, header, and the body as views into the bytes
/// that were given. Pure: no socket, no clock.
///
/// \code
/// while (!(piece = reader.take(input)).isEmpty())
///     use(piece);
/// \endcode
class HttpResponseReader
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    enum class State : quint8 {
        Head,   ///< The header is not yet complete.
        Body,   ///< The header is there; the body goes on.
        Done,   ///< The whole answer was read.
        Failed, ///< It is malformed or too large: see error().
    };

    /// \a asked is the method of the request: the answer to HEAD has no body.
    explicit HttpResponseReader(const HttpResponseLimits &limits = {}, HttpMethod asked = HttpMethod::Get);

    /// Takes bytes off the front of \a input until a piece of the body is there, and gives it: a view into \a input. An
    /// empty view: the input is used up, or the answer ended or failed (what follows it stays in \a input).
    QByteArrayView take(QByteArrayView &input);
    /// The connection was closed. The answer is Done when this is how it ends, and Failed when it was cut off.
    void finish();

    State state() const { return m_state; }
    /// status() and headers() are those of the answer: what comes is its body.
    bool isHeaderRead() const { return m_state == State::Body || m_state == State::Done; }
    int status() const { return m_status; }
    const HttpHeaders &headers() const { return m_headers; }
    /// The connection can take a further request when this answer is Done.
    bool keepsAlive() const { return m_keepsAlive; }
    /// Bytes of the body so far.
    std::int64_t bodySize() const { return m_bodySize; }
    /// What is wrong, and at which byte of the answer; empty unless Failed.
    const QString &error() const { return m_error; }

private:
    enum class Part : quint8 {
        Length,
        UntilClose,
        ChunkSize,
        ChunkExtension,
        ChunkSizeEnd,
        ChunkData,
        ChunkEnd,
        ChunkLineFeed,
        Trailer,
    };

    void advance(QByteArrayView &input, qsizetype bytes);
    void takeHead(QByteArrayView &input);
    void readHead();
    bool readStatusLine(QByteArrayView line);
    bool readField(QByteArrayView line);
    void beginBody();
    QByteArrayView takePiece(QByteArrayView &input, qsizetype bytes);
    QByteArrayView takeChunked(QByteArrayView &input);
    bool takePlainFraming(QByteArrayView &input);
    bool takeFraming(char byte);
    bool takeChunkSize(char byte);
    bool takeTrailer(char byte);
    bool fail(const QString &what);

    HttpResponseLimits m_limits;
    HttpMethod m_asked;
    State m_state = State::Head;
    Part m_part = Part::UntilClose;
    bool m_keepsAlive = true;
    int m_status = 0;
    int m_minorVersion = 1;
    int m_interim = 0;
    std::int64_t m_left = 0; ///< Of the body, or of the chunk.
    std::int64_t m_bodySize = 0;
    std::int64_t m_offset = 0; ///< Bytes taken so far.
    qsizetype m_lineStart = 0; ///< In m_head.
    qsizetype m_lineSize = 0;  ///< Of the line of a chunk's size or a trailer, so far.
    qsizetype m_trailerSize = 0;
    QByteArray m_head;
    HttpHeaders m_headers;
    QString m_error;
};

} // namespace weir
