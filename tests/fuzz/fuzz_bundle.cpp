// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/project.h"
#include "tests/fuzz/expectation.h"

using namespace Qt::StringLiterals;
using namespace weir;

/// What is read as a project without a finding is written canonically and reads back as the same design and bytes; what is
/// refused names a place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::bytesOf(data, size);
    const auto project = readBundle(input, u"input.weir.json"_s);
    if (!project) {
        fuzz::expectPlace(project.error(), input);
        return 0;
    }
    if (!project->findings.isEmpty())
        return 0;
    const QByteArray written = writeBundle(project->catalog);
    const auto again = readBundle(written, u"written.weir.json"_s);
    fuzz::expect(again.isOk());
    fuzz::expect(again->catalog == project->catalog);
    fuzz::expect(writeBundle(again->catalog) == written);
    return 0;
}
