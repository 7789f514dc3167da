// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/mutation.h"

namespace weir::test {

QByteArray broken(QByteArray text, Chance &chance)
{
    static const QByteArray bytes("{}[]:,\"'&*!|>%@`#-?\n\t \\0e$\xff\x80\x01<");
    for (qsizetype edits = 1 + chance.below(3); edits > 0; --edits) {
        const qsizetype at = chance.below(text.size());
        const qsizetype size = chance.below(40);
        switch (chance.below(5)) {
        case 0:
            text.replace(at, 1, QByteArray(1, bytes[chance.below(bytes.size())]));
            break;
        case 1:
            text.remove(at, size);
            break;
        case 2:
            text.insert(at, text.mid(at, size));
            break;
        case 3:
            text.insert(chance.below(text.size()), text.mid(at, size));
            break;
        default:
            text.truncate(text.size() - chance.below(text.size() / 4));
        }
    }
    return text;
}

} // namespace weir::test
