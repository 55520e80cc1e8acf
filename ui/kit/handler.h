// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>
#include <type_traits>
#include <utility>

namespace segmentdesk {

template <typename Signature>
class Handler;

/// Whether an F always has something to call.
template <typename F>
inline constexpr bool neverEmpty = std::is_class_v<F>;
template <typename Signature>
inline constexpr bool neverEmpty<std::function<Signature>> = false;

/// What a button, an entry or a verb does. A std::function that is never empty: there is no
/// default, and neither `{}`, nullptr nor a std::function (which may be empty) makes one. What is
/// meant to do nothing says so with `[] { }`.
template <typename R, typename... Args>
class Handler<R(Args...)>
{
public:
    template <typename F>
    requires(neverEmpty<F> &&std::is_invocable_r_v<R, F &, Args...>) Handler(F call)
        : m_call(std::move(call))
    {
    }
    // No move: it would leave an empty one behind.
    Handler(const Handler &) = default;
    Handler &operator=(const Handler &) = default;
    ~Handler() = default;

    R operator()(Args... args) const { return m_call(std::forward<Args>(args)...); }

private:
    std::function<R(Args...)> m_call;
};

} // namespace segmentdesk
