// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <utility>

namespace segmentdesk {

/// A container that has at least one element, by type. What deletes or removes takes its ids as
/// one, because on the real API a DELETE without ids wipes the store.
template <typename Container>
class NonEmpty
{
public:
    /// Nothing if @p items is empty.
    static std::optional<NonEmpty> from(Container items)
    {
        if (items.isEmpty())
            return std::nullopt;
        return NonEmpty(std::move(items));
    }

    const Container &operator*() const { return m_items; }
    const Container *operator->() const { return &m_items; }
    auto begin() const { return m_items.cbegin(); }
    auto end() const { return m_items.cend(); }
    auto size() const { return m_items.size(); }

private:
    explicit NonEmpty(Container items) : m_items(std::move(items)) { }
    Container m_items;
};

} // namespace segmentdesk
