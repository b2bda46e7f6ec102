#ifndef WINDOWLM_SRC_BASE_PROFILE_H_
#define WINDOWLM_SRC_BASE_PROFILE_H_

#include <array>
#include <chrono>
#include <cstdint>

namespace windowlm {

// Measures where a program's time goes. Measuring is off until StartProfile; while it is off, the
// timers below cost next to nothing.

// What the training thread is doing. The time of a phase within another counts for the outer one.
enum class Phase {
  kReading,
  kPreparation,
  kLookup,
  kHidden,
  kAttention,
  kOutput,
  kSparseUpdate,
  kValidation,
  kSaving
};
inline constexpr int kPhases = 9;

// Kinds of work within phases, on any thread.
enum class Work { kProducts, kOptimizer };
inline constexpr int kWorkKinds = 2;

struct Profile {
  // Wall-clock seconds of each Phase.
  std::array<double, kPhases> phase_seconds{};
  // Seconds of each kind of Work, summed over all threads.
  std::array<double, kWorkKinds> work_seconds{};
  // Floating-point operations of all products: 2 m n k for one of [m x k] by [k x n].
  double product_operations = 0;
};

// Starts to measure, from zero. Must not be called while a loop of ParallelFor runs.
void StartProfile();
// Returns what was measured since StartProfile. Must not be called while a loop of ParallelFor
// runs.
Profile TakeProfile();

namespace profile_internal {
extern bool on;
extern bool in_phase;
void AddPhase(Phase phase, double seconds);
void AddWork(Work work, double seconds, double operations);
}  // namespace profile_internal

// Adds its own lifetime to a phase. Only the training thread may use it.
class PhaseTimer {
 public:
  explicit PhaseTimer(Phase phase)
      : phase_(phase), counts_(profile_internal::on && !profile_internal::in_phase) {
    if (!counts_) return;
    profile_internal::in_phase = true;
    start_ = Clock::now();
  }
  ~PhaseTimer() {
    if (!counts_) return;
    const std::chrono::duration<double> seconds = Clock::now() - start_;
    profile_internal::in_phase = false;
    profile_internal::AddPhase(phase_, seconds.count());
  }
  PhaseTimer(const PhaseTimer&) = delete;
  PhaseTimer& operator=(const PhaseTimer&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  const Phase phase_;
  const bool counts_;
  Clock::time_point start_;
};

// Adds its own lifetime, and a number of operations, to a kind of work. Any thread may use it.
class WorkTimer {
 public:
  explicit WorkTimer(Work work, double operations = 0) : work_(work), operations_(operations) {
    if (profile_internal::on) start_ = Clock::now();
  }
  ~WorkTimer() {
    if (!profile_internal::on) return;
    const std::chrono::duration<double> seconds = Clock::now() - start_;
    profile_internal::AddWork(work_, seconds.count(), operations_);
  }
  WorkTimer(const WorkTimer&) = delete;
  WorkTimer& operator=(const WorkTimer&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  const Work work_;
  const double operations_;
  Clock::time_point start_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_PROFILE_H_
