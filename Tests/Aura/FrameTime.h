#pragma once

namespace loophole::aura
{

/** Milliseconds of a frame at 60 Hz; sanitizers take several times as long. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
inline constexpr double frameTime = 16 * 20;
#else
inline constexpr double frameTime = 16;
#endif

} // namespace loophole::aura
