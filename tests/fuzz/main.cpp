// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// One target as libFuzzer wants it; FUZZ_TARGET is its name in targets.h.

#include "tests/fuzz/targets.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    segmentdesk::fuzz::FUZZ_TARGET(
        QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}
