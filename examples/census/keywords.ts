function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** Words that belong to the language and are therefore no identifiers. */
export const KEYWORDS = {
  none: new Set<string>() as ReadonlySet<string>,
  script: words(`
    abstract any as asserts async await bigint boolean break case catch class const continue debugger declare default delete do else enum export
    extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace never new null number
    object of override package private protected public readonly require return satisfies set static string super switch symbol this throw true
    try type typeof undefined unique unknown using var void while with yield`),
  python: words(`
    False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda
    nonlocal not or pass raise return self try while with yield`),
  c: words(`
    alignas alignof auto bool break case catch char class const constexpr const_cast continue decltype default define defined delete do double
    dynamic_cast elif else endif enum explicit extern false final float for friend goto if ifdef ifndef include inline int long mutable namespace
    new noexcept nullptr operator override pragma private protected public register reinterpret_cast restrict return short signed sizeof static
    static_assert static_cast struct switch template this throw true try typedef typename undef union unsigned using virtual void volatile wchar_t
    while`),
  managed: words(`
    abstract as async await base bool boolean break byte case catch char class const continue decimal default delegate do double else enum event
    extends false final finally float for foreach get if implements import in instanceof int interface internal is lock long namespace native new
    null object out override package params private protected public readonly ref return sealed set short static string struct super switch
    synchronized this throw throws transient true try typeof using var virtual void volatile while yield`),
  rust: words(`
    as async await bool break char const continue crate dyn else enum extern f32 f64 false fn for i8 i16 i32 i64 i128 if impl in isize let loop
    match mod move mut pub ref return self Self static str struct super trait true type u8 u16 u32 u64 u128 unsafe use usize where while`),
  go: words(`
    any bool break byte case chan const continue default defer else error fallthrough false float32 float64 for func go goto if import int int32
    int64 interface iota map nil package range return rune select string struct switch true type uint uint32 uint64 uintptr var`),
  ruby: words(`
    alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or redo rescue retry return self
    super then true undef unless until when while yield`),
  php: words(`
    abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty enum extends false final
    finally fn for foreach function global if implements include instanceof interface isset list match namespace new null or php print private
    protected public readonly require require_once return static switch this throw trait true try unset use var void while xor yield`),
  shell: words(`
    case cd do done echo elif else esac exit export false fi for function if in local printf read return set shift then true unset until while`),
};
