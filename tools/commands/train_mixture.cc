#include "tools/commands/train_mixture.h"

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/run_options.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_value.h"
#include "src/corpus/corpus_summary.h"
#include "src/evaluate/mixture_fit.h"
#include "src/model/mixture/mixture_file.h"
#include "src/model/ngram/kneser_ney.h"
#include "src/model/ngram/ngram_counts.h"
#include "src/model/ngram/ngram_file.h"
#include "src/model/ngram/ngram_model.h"
#include "tools/results/messages.h"
#include "tools/results/mixture_text.h"

namespace windowlm {
namespace {

struct CountedModel {
  std::unique_ptr<NgramModel> model;
  FileHeader header;
};

absl::StatusOr<CountedModel> CountModel(const PreparedCorpus& corpus, int order) {
  absl::StatusOr<std::vector<CountedNgrams>> counts =
      CountNgrams(corpus.train_ids(), order, corpus.config.boundaries(), corpus.vocabulary);
  if (!counts.ok()) return counts.status();
  KneserNeyEstimate estimate = EstimateKneserNey(*std::move(counts));
  NgramProvenance provenance;
  provenance.corpus = Summarize(corpus);
  provenance.given_vocabulary = true;
  provenance.discounts = std::move(estimate.discounts);
  CountedModel counted;
  counted.model = std::make_unique<NgramModel>(corpus.vocabulary.Copy(), corpus.config,
                                               std::move(estimate.tables));
  counted.header = NgramHeader(provenance, *counted.model);
  return counted;
}

}  // namespace

absl::Status MixWithNgrams(const PreparedCorpus& corpus, const OutputPlace& place, bool quiet) {
  NgramOptions ngrams;
  SetDefaults(ngrams);
  MixtureOptions options;
  SetDefaults(options);
  const std::string path = place.CurrentPath();
  absl::StatusOr<ModelsForMixing> window = LoadForMixing(path);
  if (!window.ok()) return window.status();
  absl::StatusOr<CountedModel> counted = CountModel(corpus, ngrams.order());
  if (!counted.ok()) return counted.status();
  const NgramModel& ngram = *counted->model;
  const MixturePart ngram_part = {{counted->header}, [&ngram](SealedFileWriter& writer) {
                                    return WriteNgramTensors(ngram, writer);
                                  }};
  std::vector<std::unique_ptr<LanguageModel>> models = std::move(window->models);
  models.push_back(std::move(counted->model));
  MixtureModel mixture(std::move(models),
                       {options.cache(), options.cache_decay(), options.cache_common_share()});
  const absl::Span<const uint32_t> text = corpus.valid_ids();
  MixtureFit fit = FitMixture(text, mixture);
  mixture.SetWeights(std::move(fit.weights));
  const FittedText fitted = {text.size(), fit.cross_fitted.perplexity()};
  if (absl::Status status =
          SaveMixture(place, {std::move(window->part), ngram_part}, mixture, fitted);
      !status.ok()) {
    return status;
  }
  if (quiet) return absl::OkStatus();
  std::cerr << MixtureSharesText({"the window model", "n-grams"}, mixture.weights());
  PrintLine(absl::StrFormat("%s holds the mixture: perplexity %.2f of the mixture, on %s", path,
                            fitted.perplexity, Counted(fitted.words, "word")));
  return absl::OkStatus();
}

}  // namespace windowlm
