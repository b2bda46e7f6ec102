#include "src/model/output/make_output_layer.h"

#include <type_traits>

#include "src/base/bfloat16.h"
#include "src/model/output/adaptive_softmax_output.h"
#include "src/model/output/label_output.h"
#include "src/model/output/loss_traits.h"
#include "src/model/output/noise_output.h"
#include "src/model/output/sampled_softmax_output.h"
#include "src/model/output/softmax_output.h"
#include "src/nn/tiled_softmax.h"

namespace windowlm {
namespace {

template <typename T, typename P>
std::unique_ptr<OutputLayer<T>> Make(const ModelConfig& config, int64_t in, int64_t words,
                                     Parameter<T>* tied) {
  switch (config.loss()) {
    case LOSS_ADAPTIVE_SOFTMAX:
      return std::make_unique<AdaptiveSoftmaxOutput<T, P>>(in, words, config.cutoffs(),
                                                           config.division());
    case LOSS_SAMPLED_SOFTMAX:
      return std::make_unique<SampledSoftmaxOutput<T, P>>(in, words, config.frequent_words(),
                                                          config.negatives(), tied);
    case LOSS_NCE:
    case LOSS_NEGATIVE_SAMPLING:
      return std::make_unique<NoiseOutput<T, P>>(
          config.loss() == LOSS_NCE ? NoiseLoss::kNce : NoiseLoss::kNegativeSampling, in, words,
          config.negatives(), config.noise_power(), tied);
    default:
      return std::make_unique<SoftmaxOutput<T, P>>(in, words, tied);
  }
}

// The most classes that one softmax of the layer has.
int64_t MostClasses(const ModelConfig& config, int64_t batch, int64_t words) {
  if (config.loss() != LOSS_SAMPLED_SOFTMAX) return words;
  return SampledSoftmaxOutput<float, float>::MaxSample(words, config.frequent_words(),
                                                       config.negatives(), batch);
}

}  // namespace

template <typename T>
std::unique_ptr<OutputLayer<T>> MakeOutputLayer(const ModelConfig& config, Precision precision,
                                                int64_t in, int64_t words, Parameter<T>* tied) {
  if (config.labels() > 0) {
    return std::make_unique<LabelOutput<T>>(
        config.loss() == LOSS_SIGMOID ? LabelLoss::kSigmoid : LabelLoss::kSoftmax, in, words,
        /*has_weight=*/!config.hidden().empty());
  }
  if constexpr (std::is_same_v<T, float>) {
    if (precision == PRECISION_BFLOAT16) return Make<float, BFloat16>(config, in, words, tied);
  }
  return Make<T, T>(config, in, words, tied);
}

int64_t OutputWorkspaceBytes(const ModelConfig& config, Precision precision, int64_t batch,
                             int64_t in, int64_t words) {
  if (config.labels() > 0) return 2 * batch * words * static_cast<int64_t>(sizeof(float));
  // These bytes are for the gradients of noise words.
  if (HasNoiseWords(config)) return 2 * batch * in * static_cast<int64_t>(sizeof(float));
  const int64_t classes = MostClasses(config, batch, words);
  return precision == PRECISION_BFLOAT16
             ? TiledSoftmax<float, BFloat16>::WorkspaceBytes(batch, in, classes)
             : TiledSoftmax<float, float>::WorkspaceBytes(batch, in, classes);
}

template std::unique_ptr<OutputLayer<float>> MakeOutputLayer(const ModelConfig&, Precision, int64_t,
                                                             int64_t, Parameter<float>*);
template std::unique_ptr<OutputLayer<double>> MakeOutputLayer(const ModelConfig&, Precision,
                                                              int64_t, int64_t, Parameter<double>*);

}  // namespace windowlm
