package gate_test

import (
	"strings"
	"testing"

	"github.com/sockvet/sockvet/internal/gate"
)

func TestCarriersMatter(t *testing.T) {
	for head, want := range map[string]bool{
		"func (c *Config) HTTPPort() int":                                      true,
		"func (c Config) Addrs() []string":                                     true,
		"func SocketDir(run string) string":                                    true,
		"func URL(port int) string":                                            true,
		"func NewConfig(port int) *Config":                                     true,
		"func NewConfig(port int) (*Config, error)":                            true,
		"func Parse(endpoint string) (u *url.URL, err error)":                  true,
		"func Addr(c interface{ Addr() net.Addr }) net.Addr":                   true,
		"func Port[T any](t T) uint16":                                         true,
		"func Ports(\n\tc *Config,\n) (\n\thttp, grpc int,\n)":                 true,
		"func (*Config) ＡPort() int":                                           true,
		"func (c Config) addrs() []string":                                     false,
		"func newConfig(port int) *Config":                                     false,
		"func (c *Config) Name() string":                                       false,
		"func Report(name string) string":                                      false,
		"func Check(port int) error":                                           false,
		"func Valid(addr string) (ok bool, err error)":                         false,
		"func Register(mux *http.ServeMux, endpoint string)":                   false,
		"func Register(ctx context.Context, endpoint string) (err error)":      false,
		"func ServerPort(port int) attribute.KeyValue":                         false,
		"func Each(port int, f func(int) error)":                               false,
		"func isPort(r rune) bool":                                             false,
		"func (p Port) Next() Port":                                            false,
		"func (p Port) String() string":                                        true,
		"func (c *Config) Endpoint() Endpoint":                                 true,
		"func WithAddr(addrStr string) Option":                                 true,
		"func NewPool[T any](ports []T) *Pool[T]":                              true, // of whatever it is
		"func NewPool(ports []int) *Pool[T]":                                   true,
		"func (AddressKind) Values() []AddressKind":                            false,
		"func (a AddressKind) MarshalText() ([]byte, error)":                   false,
		"func (s *Addresses) Get(project string) *AddressesGetCall":            false,
		"func (c *Client) SwapAddresses(in *In) (*Out, error)":                 false,
		"func (c *Client) Get(endpointName string) (*Out, error)":              false,
		"func NewEndpointsClient(subscription string) (*Client, error)":        false,
		"func (r *R) ResolveEndpoint(region string) (endpoint aws.E, e error)": false,
	} {
		p := gate.Package{Files: []string{"a.go"}, ReadFile: func(string) ([]byte, error) {
			return []byte("package p\n\n" + head + " {\n}\n"), nil
		}}
		if got := p.Matters(); got != want {
			t.Errorf("%s: Matters() = %v, want %v", head, got, want)
		}
	}
}

func TestConduits(t *testing.T) {
	for decl, want := range map[string]bool{
		"func Must[T any](v T, err error) T {\n\treturn v\n}":                                                     true,
		"func Must[A, B any](\n\ta A,\n\tb B,\n) (A, B) {\n\treturn a, b\n}":                                      true,
		"func Do[T any](f func() (T, error)) T {\n\tv, _ := f()\n\treturn v\n}":                                   true,
		"func Into[T any](p *T, v T) {\n\t*p = v\n}":                                                              true,
		"func (b *Box[T]) Set(v T) {\n\tb.v = v\n}":                                                               true,
		"func (p Pair[A, B]) Second() B { return p.b }":                                                           true,
		"func Int(n int, err error) int {\n\tcheck(err)\n\treturn n\n}":                                           true,
		"func (c Checker) Text(s string, err error) string {\n\treturn get(s, err)\n}":                            true,
		"func ID(s string) string { return s }":                                                                   true,
		"func Ptr(s string) *string { return &s }":                                                                true,
		"func Local(n string) string { return \"localhost:\" + n }":                                               true,
		"func Textf(format string, args ...any) string {\n\treturn fmt.Sprintf(format, args...)\n}":               true,
		"func Num(s string) int {\n\tn, err := strconv.Atoi(s)\n\tif err != nil {\n\t\tn = 1\n\t}\n\treturn n\n}": true,
		"func Opt(v interface{}) string { return fmt.Sprint(v) }":                                                 true,
		"func To(m Message) *Typed {\n\tb, _ := proto.Marshal(m)\n\treturn &Typed{b}\n}":                          true,
		"func Parse(b []byte) (*Conf, error) {\n\tvar c Conf\n\treturn &c, yaml.Unmarshal(b, &c)\n}":              true,
		"func Into(text string, v any) error { return json.Unmarshal([]byte(text), v) }":                          true,
		"func Log(v any) {\n\tb, _ := json.Marshal(v)\n\tlog.Print(b)\n}":                                         false,
		"func (c *Conf) Dump() ([]byte, error) { return yaml.Marshal(c) }":                                        false,
		"func (c *Conf) FromJSON(s string) error { return json.Unmarshal([]byte(s), c) }":                         false,
		"func (m *M) XXX_Marshal(b []byte, d bool) ([]byte, error) { return info.Marshal(b, m, d) }":              false,
		"func Load() *Conf {\n\tc := new(Conf)\n\tjson.Unmarshal(embedded, c)\n\treturn c\n}":                     false,
		"func must[T any](v T, err error) T {\n\treturn v\n}":                                                     false,
		"func Zero[T any]() T {\n\tvar v T\n\treturn v\n}":                                                        false,
		"func Len[T any](vs []T) int { return len(vs) }":                                                          false,
		"func (b *Box[T]) Len() int { return b.n }":                                                               false,
		"func Wrap(s string) error { return fmt.Errorf(\"%s\", s) }":                                              false,
		"func Fail(text string, err error) error { return err }":                                                  false,
		"func Even(n int) bool { return n%2 == 0 }":                                                               false,
		"func Flip(b bool) bool { return b }":                                                                     false,
		"func Count(s string) int {\n\tn := 0\n\tfor range s {\n\t\tn++\n\t}\n\treturn n\n}":                      false,
		"func Open(name string) (*File, error) { return open(name) }":                                             false,
		"func Long(s string) string {\n" + strings.Repeat("\tdo()\n", 100) + "\treturn s\n}":                      false,
	} {
		p := gate.Package{Files: []string{"a.go"}, ReadFile: func(string) ([]byte, error) {
			return []byte("package p\n\n" + decl + "\n"), nil
		}}
		extent := gate.Nothing
		if want {
			extent = gate.Conduits
		}
		if got := p.Extent(); got != extent {
			t.Errorf("%s: Extent() = %v, want %v", decl, got, extent)
		}
	}
}
