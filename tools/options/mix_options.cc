#include "tools/options/mix_options.h"

#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/corpus/corpus_preparation.h"
#include "src/evaluate/mixture_fit.h"
#include "src/model/mixture/language_model_file.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/number_option.h"
#include "tools/options/text_arguments.h"
#include "tools/results/messages.h"

namespace windowlm {

void AddMixOptions(MixOptions& options, CLI::App& command) {
  CLI::Option* mix =
      command.add_option("--mix", options.other, "Mix MODEL with this one, of the same vocabulary")
          ->type_name("OTHER");
  CLI::Option* weight = AddNumber<double>(command, "--mix-weight", options.weight, "SHARE",
                                          "The share of OTHER's probabilities", {0, 1})
                            ->needs(mix);
  command.add_option("--mix-fit", options.fit, "Take the share that is best for this text")
      ->type_name("FILE")
      // Each --mix-fit takes one value: what follows may be a text to score.
      ->allow_extra_args(false)
      ->needs(mix)
      ->excludes(weight)
      ->transform(Unshielded());
}

void AddUnrelatedOption(CLI::App& command, bool* unrelated) {
  command.add_flag(
      "--unrelated", *unrelated,
      "Each line is a text of its own: no context and no cache reaches over its start");
}

absl::StatusOr<AskedModel> AskedModel::Load(const std::string& path, const MixOptions& options) {
  AskedModel asked;
  absl::StatusOr<std::unique_ptr<LanguageModel>> loaded = LoadLanguageModel(path);
  if (!loaded.ok()) return loaded.status();
  asked.model_ = *std::move(loaded);
  if (!options.other.empty()) {
    const absl::Status status = asked.Mix(path, options);
    if (!status.ok()) return status;
  }
  if (options.other.empty() && dynamic_cast<const MixtureModel*>(asked.model_.get()) != nullptr) {
    PrintNote(
        absl::StrCat(path, " is a mixture: the perplexity is that of several models together"));
  }
  if (asked.model().words_after() > 0) {
    PrintNote(
        "a masked model sees the words on both sides of the one that it predicts; its perplexity "
        "cannot be compared with a next-word model's");
  }
  return asked;
}

bool AskedModel::reaches_over_lines() const {
  const auto* mixture = dynamic_cast<const MixtureModel*>(model_.get());
  return model_->corpus_config().boundaries() == BOUNDARIES_NONE ||
         (mixture != nullptr && mixture->cache().words > 0);
}

absl::Status AskedModel::Mix(const std::string& path, const MixOptions& options) {
  absl::StatusOr<std::unique_ptr<LanguageModel>> loaded = LoadLanguageModel(options.other);
  if (!loaded.ok()) return loaded.status();
  absl::Status status = CheckCanMix(path, *model_, options.other, **loaded);
  if (!status.ok()) return status;
  std::vector<std::unique_ptr<LanguageModel>> models;
  models.push_back(std::move(model_));
  models.push_back(*std::move(loaded));
  auto mixture =
      std::make_unique<MixtureModel>(std::move(models), CacheOptions(),
                                     MixtureModel::Weights{{1 - options.weight, options.weight}});
  double weight = options.weight;
  if (!options.fit.empty()) {
    const absl::StatusOr<std::vector<std::string>> fit =
        TextsOf(options.fit, /*column=*/"", /*quiet=*/false);
    if (!fit.ok()) return fit.status();
    const absl::StatusOr<EncodedText> text =
        EncodeTexts(*fit, mixture->vocabulary(), mixture->corpus_config());
    if (!text.ok()) return text.status();
    MixtureFit fitted = FitMixture(text->ids.ids(), *mixture);
    weight = fitted.weights.front()[1];
    if (!std::isfinite(weight)) {
      return absl::OutOfRangeError(
          absl::StrCat("--mix-fit finds no share of ", options.other,
                       ": the weights of a model are so large that they overflow"));
    }
    mixture->SetWeights(std::move(fitted.weights));
    cross_fitted_ = fitted.cross_fitted;
  }
  PrintNote(absl::StrFormat("%.6f of %s and %.6f of %s", 1 - weight, path, weight, options.other));
  model_ = std::move(mixture);
  mix_weight_ = weight;
  return absl::OkStatus();
}

}  // namespace windowlm
