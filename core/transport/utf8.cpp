// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/utf8.h"

#include <QByteArrayView>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace weir {

namespace {

/// What may follow a lead byte: how many bytes, and the range of the first of them (Unicode 15, table 3-7).
struct Lead
{
    int following = 0; ///< 0: an ASCII byte; -1: no lead byte.
    unsigned char least = 0x80, most = 0xbf;
};

Lead leadOf(unsigned char byte)
{
    if (byte < 0x80)
        return {};
    if (byte < 0xc2 || byte > 0xf4)
        return {-1};
    if (byte < 0xe0)
        return {1};
    if (byte < 0xf0)
        return {2, static_cast<unsigned char>(byte == 0xe0 ? 0xa0 : 0x80),
                static_cast<unsigned char>(byte == 0xed ? 0x9f : 0xbf)};
    return {3, static_cast<unsigned char>(byte == 0xf0 ? 0x90 : 0x80),
            static_cast<unsigned char>(byte == 0xf4 ? 0x8f : 0xbf)};
}

bool isAscii(std::string_view bytes)
{
    constexpr std::size_t wordSize = sizeof(std::uint64_t);
    const auto highBits = [&bytes](std::size_t at) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, wordSize);
        return word & 0x8080'8080'8080'8080U;
    };
    if (bytes.size() < wordSize)
        return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    std::size_t at = 0;
    for (; bytes.size() - at >= 4 * wordSize; at += 4 * wordSize) {
        const std::uint64_t first = highBits(at) | highBits(at + wordSize);
        if ((first | highBits(at + 2 * wordSize) | highBits(at + 3 * wordSize)) != 0)
            return false;
    }
    for (; bytes.size() - at >= wordSize; at += wordSize) {
        if (highBits(at) != 0)
            return false;
    }
    return highBits(bytes.size() - wordSize) == 0; // some of them for the second time
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    // Most texts are ASCII, and short: the general way has to be set up first.
    return isAscii(bytes) || QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())).isValidUtf8();
}

std::string replacedUtf8(std::string_view bytes)
{
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    std::string out;
    out.reserve(bytes.size() + replacement.size());
    for (std::size_t i = 0; i < bytes.size();) {
        const Lead lead = leadOf(static_cast<unsigned char>(bytes[i]));
        if (lead.following < 0) {
            out += replacement;
            ++i;
            continue;
        }
        std::size_t length = 1;
        unsigned char least = lead.least, most = lead.most;
        while (length <= static_cast<std::size_t>(lead.following) && i + length < bytes.size()) {
            const auto next = static_cast<unsigned char>(bytes[i + length]);
            if (next < least || next > most)
                break;
            least = 0x80;
            most = 0xbf;
            ++length;
        }
        if (length == static_cast<std::size_t>(lead.following) + 1)
            out += bytes.substr(i, length);
        else
            out += replacement;
        i += length;
    }
    return out;
}

} // namespace weir
