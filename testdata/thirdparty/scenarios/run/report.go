// Package run hands ports to functions that somebody else calls: now, later,
// again and again.
package run

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"dario.cat/mergo"
	retry "github.com/avast/retry-go/v4"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/cenkalti/backoff/v4"
	backoff5 "github.com/cenkalti/backoff/v5"
	"github.com/go-viper/mapstructure/v2"
	"github.com/jinzhu/copier"
	"github.com/mitchellh/copystructure"
	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"
	"github.com/phayes/freeport"
	"github.com/samber/lo"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/stretchr/testify/suite"
	"go.uber.org/atomic"
	"golang.org/x/sync/errgroup"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/utils/ptr"
)

func group(ctx context.Context) error {
	port, _ := freeport.GetFreePort() // want `handed to .*exec.Command`
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return exec.CommandContext(ctx, "server", strconv.Itoa(port)).Run() })
	return g.Wait()
}

func groupBinds() error {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to .*net.Listen`
	var g errgroup.Group
	g.Go(func() error {
		_, err := net.Listen("tcp", addr)
		return err
	})
	return g.Wait()
}

func retried() error {
	port, _ := freeport.GetFreePort() // want `handed to .*net.Listen`
	return retry.Do(func() error {
		_, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
		return err
	})
}

func backedOff() error {
	port, _ := freeport.GetFreePort() // want `handed to .*net.Listen`
	return backoff.Retry(func() error {
		_, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
		return err
	}, backoff.NewExponentialBackOff())
}

func backedOff5(ctx context.Context) (net.Listener, error) {
	port, _ := freeport.GetFreePort() // want `handed to .*net.Listen`
	return backoff5.Retry(ctx, func() (net.Listener, error) {
		return net.Listen("tcp", fmt.Sprintf(":%d", port))
	})
}

func polled(ctx context.Context) error {
	port, _ := freeport.GetFreePort() // want `handed to .*net.Listen`
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(context.Context) (bool, error) {
		_, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
		return err == nil, nil
	})
}

func eventually(t *testing.T) {
	port, err := freeport.GetFreePort() // want `handed to .*net.Listen`
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		_, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
		return err == nil
	}, time.Minute, time.Second)
}

func eventuallyGomega(g *gomega.WithT) {
	port, err := freeport.GetFreePort() // want `handed to .*net.Listen`
	g.Expect(err).NotTo(gomega.HaveOccurred())
	g.Eventually(func() error {
		_, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
		return err
	}).Should(gomega.Succeed())
}

func closedInAssertion(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	assert.NoError(t, l.Close()) // want `port of l is handed to .*exec.Command`
	assert.NoError(t, exec.Command("server", addr).Run())
}

var _ = ginkgo.Describe("server", func() {
	var port int

	ginkgo.BeforeEach(func() {
		var err error
		port, err = freeport.GetFreePort() // want `handed to .*exec.Command`
		gomega.Expect(err).NotTo(gomega.HaveOccurred())
	})

	ginkgo.It("starts", func() {
		gomega.Expect(exec.Command("server", strconv.Itoa(port)).Start()).To(gomega.Succeed())
	})
})

type serverSuite struct {
	suite.Suite
	port int
}

func (s *serverSuite) SetupTest() {
	port, err := freeport.GetFreePort() // want `handed to .*exec.Command`
	s.Require().NoError(err)
	s.port = port
}

func (s *serverSuite) TestStart() {
	s.Require().NoError(exec.Command("server", strconv.Itoa(s.port)).Start())
}

func must() {
	port := lo.Must(freeport.GetFreePort()) // want `handed to .*exec.Command`
	exec.Command("server", strconv.Itoa(port)).Start()
}

type config struct{ Port *int }

func pointers() {
	port := lo.Must(freeport.GetFreePort()) // want `handed to .*exec.Command`
	c := config{lo.ToPtr(port)}
	exec.Command("server", strconv.Itoa(*c.Port)).Start()
}

func kubernetesPointers() {
	port := lo.Must(freeport.GetFreePort()) // want `handed to .*exec.Command`
	c := config{ptr.To(port)}
	exec.Command("server", strconv.Itoa(ptr.Deref(c.Port, 0))).Start()
}

func awsPointers() {
	port := lo.Must(freeport.GetFreePort()) // want `handed to .*exec.Command`
	exec.Command("server", aws.ToString(aws.String(strconv.Itoa(port)))).Start()
}

func stored() {
	current := atomic.NewInt64(0)
	current.Store(int64(lo.Must(freeport.GetFreePort()))) // want `handed to .*exec.Command`
	exec.Command("server", strconv.FormatInt(current.Load(), 10)).Start()
}

type options struct{ Port, Host string }

func merged() {
	port := lo.Must(freeport.GetFreePort()) // want `handed to .*exec.Command`
	defaults := options{Port: "80"}
	if err := mergo.Merge(&defaults, options{Port: strconv.Itoa(port)}, mergo.WithOverride); err != nil {
		return
	}
	exec.Command("server", defaults.Port).Start()
}

func decoded() {
	port := lo.Must(freeport.GetFreePort()) // want `handed to .*exec.Command`
	var o options
	if err := mapstructure.Decode(map[string]any{"port": strconv.Itoa(port)}, &o); err != nil {
		return
	}
	exec.Command("server", o.Port).Start()
}

func copied() {
	port := lo.Must(freeport.GetFreePort()) // want `handed to .*exec.Command`
	var o options
	if err := copier.Copy(&o, &options{Port: strconv.Itoa(port)}); err != nil {
		return
	}
	exec.Command("server", o.Port).Start()
}

func copiedStructure() {
	port := lo.Must(freeport.GetFreePort()) // want `handed to .*exec.Command`
	o := copystructure.Must(copystructure.Copy(&options{Port: strconv.Itoa(port)})).(*options)
	exec.Command("server", o.Port).Start()
}
