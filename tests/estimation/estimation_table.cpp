// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what the estimators are worth on cases that sumo_truth.py wrote: estimation_table FOLDER...
// Stations are removed by the number of the case, 1, 2, ..., so the table is the same wherever it is made.
#include <cstdio>

#include "mlops/experiment/estimation_study.h"

namespace {

constexpr double kMph = 2.2369362920544; ///< of a metre per second
constexpr double kPerHour = 3600.0;

void printRow(const char* label, const mlops::EstimationStudy& study)
{
    for (std::size_t kind = 0; kind < mlops::kEstimatorKinds; ++kind) {
        const auto name = mlops::nameOf(static_cast<mlops::EstimatorKind>(kind));
        std::printf("%-12s %-22.*s %8.2f %8.0f %10.2f %8.0f", label, static_cast<int>(name.size()), name.data(),
                    study.atRemoved[kind].speed_mps * kMph, study.atRemoved[kind].flow_vps * kPerHour,
                    study.atUnsensed[kind].speed_mps * kMph, study.atUnsensed[kind].flow_vps * kPerHour);
        if (static_cast<mlops::EstimatorKind>(kind) == mlops::EstimatorKind::Filter) {
            std::printf("   %.2f / %.2f", study.chiSquarePerDegree, study.spreadOverError);
        }
        std::printf("\n");
    }
}

void add(mlops::EstimationStudy& mean, const mlops::EstimationStudy& study, double share)
{
    for (std::size_t kind = 0; kind < mlops::kEstimatorKinds; ++kind) {
        mean.atRemoved[kind].speed_mps += share * study.atRemoved[kind].speed_mps;
        mean.atRemoved[kind].flow_vps += share * study.atRemoved[kind].flow_vps;
        mean.atUnsensed[kind].speed_mps += share * study.atUnsensed[kind].speed_mps;
        mean.atUnsensed[kind].flow_vps += share * study.atUnsensed[kind].flow_vps;
    }
    mean.chiSquarePerDegree += share * study.chiSquarePerDegree;
    mean.spreadOverError += share * study.spreadOverError;
}

} // namespace

int main(int argc, char** argv)
{
    std::printf("%-12s %-22s %17s %19s\n", "", "", "removed stations", "unsensed links");
    std::printf("%-12s %-22s %8s %8s %10s %8s   %s\n", "case", "RMSE", "mph", "veh/h", "mph", "veh/h",
                "chi2/dof / spread/error");
    mlops::EstimationStudy mean;
    for (int i = 1; i < argc; ++i) {
        const auto data = twin::readEstimationCase(argv[i]);
        if (!data) {
            std::fprintf(stderr, "%s\n", data.error().message.c_str());
            return 3;
        }
        const auto study = mlops::studyEstimators(*data, {.seed = static_cast<std::uint64_t>(i)});
        if (!study) {
            std::fprintf(stderr, "%s\n", study.error().message.c_str());
            return 1;
        }
        printRow(argv[i] + std::max(0, static_cast<int>(std::string_view(argv[i]).size()) - 12), *study);
        add(mean, *study, 1.0 / (argc - 1));
    }
    printRow("mean", mean);
    return 0;
}
