// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>
#include <utility>

namespace weir {

/// A descriptor of the operating system that is closed in any case.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int value) : m_value(value) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor &&other) noexcept : m_value(std::exchange(other.m_value, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        if (this != &other) {
            close();
            m_value = std::exchange(other.m_value, -1);
        }
        return *this;
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    bool isOpen() const { return m_value >= 0; }
    int value() const { return m_value; }
    /// As close(2): -1 and errno on failure; 0 when it was not open.
    int close() { return m_value >= 0 ? ::close(std::exchange(m_value, -1)) : 0; }

private:
    int m_value = -1;
};

} // namespace weir
