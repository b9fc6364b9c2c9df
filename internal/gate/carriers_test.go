package gate_test

import (
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
		"func NewPool[T any](ports []T) *Pool[T]":                              false,
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
