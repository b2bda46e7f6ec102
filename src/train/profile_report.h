#ifndef WINDOWLM_SRC_TRAIN_PROFILE_REPORT_H_
#define WINDOWLM_SRC_TRAIN_PROFILE_REPORT_H_

#include <string>

#include "proto/train_config.pb.h"
#include "src/base/profile.h"

namespace windowlm {

// The speed of this machine's matrix products on all of the program's threads, in operations a
// second: the best of a few tenths of a second of large products in tiles.
double MeasurePeak(Precision precision);

// A table of where a training's time went: the share of each phase in `seconds`, the threads' time
// in products and optimizer steps, and the products' speed beside `peak`, in operations a second.
std::string ProfileReport(const Profile& profile, double seconds, int threads, double peak);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_PROFILE_REPORT_H_
