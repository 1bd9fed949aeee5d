// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Expected failures are values. A function that can fail for a reason its caller must hear about (a file, a
// scenario, missing weights, a cancelled job) returns Result<T>; the text of the Error says what, where, what was
// found, what was expected and what to do. Our own bugs are not errors: they are assertions (assert.h).

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace twin {

enum class ErrorCode {
    InvalidInput, ///< a file, argument or setting of the user's that cannot be accepted
    NotFound,     ///< the named thing does not exist
    Io,           ///< the operating system refused to read or write
    Corrupt,      ///< our own stored data fails its checksum or shape check
    Unavailable,  ///< this build or this machine lacks what is needed
    Cancelled,    ///< the user or the program asked to stop
    Internal      ///< another library failed in a way we do not understand
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
};

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message)
{
    return tl::unexpected<Error>(Error{code, std::move(message)});
}

/// Passes an error on, saying first where it happened: `scenario.json: events[3]: ends before it starts`.
[[nodiscard]] inline tl::unexpected<Error> failIn(std::string_view context, Error error)
{
    error.message.insert(0, std::string(context) + ": ");
    return tl::unexpected<Error>(std::move(error));
}

} // namespace twin
