#include <omp.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <dnnl.hpp>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "src/base/eigen_product.h"
#include "src/base/matrix_product.h"
#include "src/base/profile.h"
#include "src/base/transpose.h"

namespace windowlm {
namespace {

using dnnl::memory;

// Everything that a oneDNN primitive is specialised for: m, n, k, the three strides,
// and flags.
using Shape = std::array<int64_t, 7>;

enum Flag : int64_t {
  kATransposed = 1,
  kBTransposed = 2,
  kAdd = 4,
  kBFloat16 = 8,
};

dnnl::engine& Engine() {
  static dnnl::engine& engine = *new dnnl::engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

memory::desc Describe(int64_t rows, int64_t columns, int64_t stride, bool transposed,
                      memory::data_type type) {
  const memory::dims strides = transposed ? memory::dims{1, stride} : memory::dims{stride, 1};
  return memory::desc({rows, columns}, type, strides);
}

// More than any of oneDNN's kernels and what it needs to make one take.
constexpr size_t kKernelBytes = size_t{16} << 20;

// Throws std::bad_alloc if the process cannot get so much more memory. oneDNN does not look whether
// it got any for the code that it makes, and crashes.
void CheckRoom(size_t bytes) {
  void* const room = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED) throw std::bad_alloc();
  munmap(room, bytes);
}

// A product of one shape, ready to run, on the thread that made it.
struct Product {
  memory a;
  memory b;
  memory c;
  memory scratchpad;
  dnnl::matmul primitive;

  explicit Product(const Shape& shape) {
    CheckRoom(kKernelBytes);
    const auto [m, n, k, a_stride, b_stride, c_stride, flags] = shape;
    const memory::data_type type =
        (flags & kBFloat16) != 0 ? memory::data_type::bf16 : memory::data_type::f32;
    const memory::desc a_desc = Describe(m, k, a_stride, (flags & kATransposed) != 0, type);
    const memory::desc b_desc = Describe(k, n, b_stride, (flags & kBTransposed) != 0, type);
    const memory::desc c_desc = Describe(m, n, c_stride, false, memory::data_type::f32);
    dnnl::primitive_attr attributes;
    // In the default mode the primitives of one thread share scratch memory behind our back.
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    if ((flags & kAdd) != 0) {
      dnnl::post_ops add;
      add.append_sum(1.0f);
      attributes.set_post_ops(add);
    }
    const dnnl::matmul::primitive_desc description(dnnl::matmul::desc(a_desc, b_desc, c_desc),
                                                   attributes, Engine());
    primitive = dnnl::matmul(description);
    a = memory(a_desc, Engine(), nullptr);
    b = memory(b_desc, Engine(), nullptr);
    c = memory(c_desc, Engine(), nullptr);
    CheckRoom(description.scratchpad_desc().get_size() + 1);
    scratchpad = memory(description.scratchpad_desc(), Engine());
  }
};

// The primitives of one thread. oneDNN would split each product over libgomp's threads, in addition
// to the threads that run our tiles; libgomp keeps its number of threads per calling thread.
class ThreadProducts {
 public:
  ThreadProducts() : stream_(Engine()) { omp_set_num_threads(1); }

  void Run(const Shape& shape, const void* a, const void* b, float* c) {
    std::unique_ptr<Product>& product = products_[shape];
    if (product == nullptr) {
      // Shapes are few; this bounds the memory should a caller ever vary them.
      if (products_.size() > 512) {
        products_.clear();
        return Run(shape, a, b, c);
      }
      // Two threads that look for room at once would find the same.
      static std::mutex& making = *new std::mutex;
      const std::lock_guard<std::mutex> lock(making);
      auto made = std::make_unique<Product>(shape);
      // Some kernels are made as they first run.
      CheckRoom(kKernelBytes);
      Execute(*made, a, b, c);
      product = std::move(made);
      return;
    }
    Execute(*product, a, b, c);
  }

 private:
  void Execute(Product& product, const void* a, const void* b, float* c) {
    product.a.set_data_handle(const_cast<void*>(a));
    product.b.set_data_handle(const_cast<void*>(b));
    product.c.set_data_handle(c);
    product.primitive.execute(stream_, {{DNNL_ARG_SRC, product.a},
                                        {DNNL_ARG_WEIGHTS, product.b},
                                        {DNNL_ARG_DST, product.c},
                                        {DNNL_ARG_SCRATCHPAD, product.scratchpad}});
  }

  dnnl::stream stream_;
  absl::flat_hash_map<Shape, std::unique_ptr<Product>> products_;
};

// The length of the sums of a product with `a` on the left.
template <typename T>
int64_t Inner(const Operand<T>& a) {
  return a.form == Form::kTransposed ? a.matrix.rows : a.matrix.columns;
}

template <typename T>
double Operations(const Operand<T>& a, MatrixView<float> c) {
  return 2.0 * static_cast<double>(c.rows * c.columns * Inner(a));
}

template <typename T>
void RunProduct(Operand<T> a, Operand<T> b, MatrixView<float> c, Into into, int64_t flags) {
  if (c.rows == 0 || c.columns == 0) return;
  const bool a_transposed = a.form == Form::kTransposed;
  const int64_t inner = Inner(a);
  // oneDNN refuses an empty sum.
  if (inner == 0) return EigenProduct(a, b, c, into);
  thread_local ThreadProducts products;
  if (a_transposed) flags |= kATransposed;
  if (b.form == Form::kTransposed) flags |= kBTransposed;
  if (into == Into::kAdd) flags |= kAdd;
  try {
    products.Run({c.rows, c.columns, inner, a.matrix.stride, b.matrix.stride, c.stride, flags},
                 a.matrix.data, b.matrix.data, c.data);
  } catch (const dnnl::error&) {
    // It does not say so where memory is what it lacks.
    CheckRoom(kKernelBytes);
    throw;
  }
}

// Whether oneDNN's products use these instructions, which the processor has, and which nobody has
// switched off by its environment variable.
bool Uses(dnnl::cpu_isa instructions) {
  const auto wanted = static_cast<unsigned>(instructions);
  return (static_cast<unsigned>(dnnl::get_effective_cpu_isa()) & wanted) == wanted;
}

// oneDNN's products for AVX2 sum along the rows of a and of the transpose of b. They read an
// operand that lies the other way row by row, a few numbers of each, and take up to three times as
// long if the rows are so far apart that they compete for the same places in the cache.
bool MindsCompetingRows() {
  static const bool minds = !Uses(dnnl::cpu_isa::avx512_core);
  return minds;
}

// Rows of a, and of b, compete if they are a multiple of so many numbers apart.
constexpr int64_t kCompetingStrideOfA = 256;
constexpr int64_t kCompetingStrideOfB = 512;
// A product with fewer rows or columns is done before its operands are copied.
constexpr int64_t kLeastToCopy = 32;
// A copy of a part of b is to stay in the cache.
constexpr int64_t kCopiedNumbers = int64_t{1} << 16;
constexpr int64_t kLeastCopiedColumns = 64;

// A thread's memory for a copy with rows of `columns` numbers, which lie an odd number of cache
// lines apart, so that they do not compete for the same places in the cache.
MatrixView<float> Scratch(int64_t rows, int64_t columns, Matrix<float>& memory) {
  constexpr int64_t kLine = 16;
  const int64_t stride = ((columns + kLine - 1) / kLine | 1) * kLine;
  memory.Resize(rows, stride);
  return {memory.data(), rows, columns, stride};
}

// c = a b or c += a b by a copy of b, or of a part of it at a time, that lies along rows.
void ProductByCopies(Operand<float> a, Operand<float> b, MatrixView<float> c, Into into) {
  thread_local Matrix<float> memory;
  const int64_t inner = Inner(a);
  const int64_t columns =
      std::max(kLeastCopiedColumns, kCopiedNumbers / std::max<int64_t>(1, inner));
  for (int64_t begin = 0; begin < c.columns; begin += columns) {
    const int64_t count = std::min(columns, c.columns - begin);
    const MatrixView<float> copy = Scratch(count, inner, memory);
    Transpose(b.matrix.Columns(begin, count), copy);
    RunProduct(a, Transposed(copy), c.Columns(begin, count), into, 0);
  }
}

}  // namespace

void MatrixProduct(Operand<float> a, Operand<float> b, MatrixView<float> c, Into into) {
  const WorkTimer timer(Work::kProducts, Operations(a, c));
  const bool may_copy = MindsCompetingRows() && std::min(c.rows, c.columns) >= kLeastToCopy;
  const bool copies_b =
      may_copy && b.form == Form::kPlain && b.matrix.stride % kCompetingStrideOfB == 0;
  if (may_copy && a.form == Form::kTransposed &&
      (copies_b || a.matrix.stride % kCompetingStrideOfA == 0)) {
    thread_local Matrix<float> memory;
    const MatrixView<float> copy = Scratch(c.rows, a.matrix.rows, memory);
    Transpose(a.matrix, copy);
    a = Plain(copy);
  }
  if (copies_b) return ProductByCopies(a, b, c, into);
  RunProduct(a, b, c, into, 0);
}

void MatrixProduct(Operand<BFloat16> a, Operand<BFloat16> b, MatrixView<float> c, Into into) {
  const WorkTimer timer(Work::kProducts, Operations(a, c));
  // Without the instructions oneDNN may have no such product at all.
  if (!HasBFloat16Product()) return EigenProduct(a, b, c, into);
  RunProduct(a, b, c, into, kBFloat16);
}

void PrepareProducts() {
  // One number would be done without the kernels for matrices.
  constexpr int64_t kSize = 16;
  Matrix<float> operand(kSize, kSize);
  Matrix<float> result(kSize, kSize);
  MatrixProduct(Plain(operand.view()), Plain(operand.view()), result.view());
}

bool HasBFloat16Product() {
  static const bool has = Uses(dnnl::cpu_isa::avx512_core_bf16);
  return has;
}

void MatrixProduct(Operand<double> a, Operand<double> b, MatrixView<double> c, Into into) {
  EigenProduct(a, b, c, into);
}

}  // namespace windowlm
