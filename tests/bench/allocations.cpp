// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::uint64_t> count = 0;

} // namespace

std::uint64_t weir::bench::allocations()
{
    return count.load(std::memory_order_relaxed);
}

void *operator new(std::size_t size)
{
    count.fetch_add(1, std::memory_order_relaxed);
    if (void *const memory = std::malloc(size > 0 ? size : 1))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
