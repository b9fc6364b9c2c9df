package run

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"dario.cat/mergo"
	"github.com/aws/aws-sdk-go-v2/aws"
	backoff5 "github.com/cenkalti/backoff/v5"
	"github.com/jinzhu/copier"
	"github.com/stretchr/testify/suite"
	"go.uber.org/atomic"

	retry "github.com/avast/retry-go/v4"
	"github.com/cenkalti/backoff/v4"
	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"
	"github.com/phayes/freeport"
	"github.com/samber/lo"
	"github.com/sirupsen/logrus"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/klog/v2"
	"k8s.io/utils/ptr"
)

// The group serves what is held.
func groupServes(handler http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	var g errgroup.Group
	g.Go(func() error { return http.Serve(l, handler) })
	g.Go(func() error {
		defer l.Close()
		_, err := http.Get("http://" + l.Addr().String())
		return err
	})
	return g.Wait()
}

// Each attempt has a port of its own.
func freshPortEachTime() error {
	return retry.Do(func() error {
		port, err := freeport.GetFreePort()
		if err != nil {
			return err
		}
		return exec.Command("server", strconv.Itoa(port)).Run()
	})
}

func freshPortEachTimeBackedOff() error {
	return backoff.Retry(func() error {
		port, err := freeport.GetFreePort()
		if err != nil {
			return err
		}
		return exec.Command("server", strconv.Itoa(port)).Run()
	}, backoff.NewExponentialBackOff())
}

// Nobody is there, and nobody comes.
func retriedDial() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	return retry.Do(func() error {
		conn, err := net.Dial("tcp", fmt.Sprintf(":%d", port))
		if err != nil {
			return err
		}
		return conn.Close()
	})
}

func polledDial(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(context.Context) (bool, error) {
		_, err := net.Dial("tcp", fmt.Sprintf(":%d", port))
		return err == nil, nil
	})
}

func eventuallyDials(t *testing.T) {
	port, err := freeport.GetFreePort()
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		_, err := net.Dial("tcp", fmt.Sprintf(":%d", port))
		return err != nil
	}, time.Minute, time.Second)
}

func eventuallyGomegaDials(g *gomega.WithT) {
	port, err := freeport.GetFreePort()
	g.Expect(err).NotTo(gomega.HaveOccurred())
	g.Eventually(func() error {
		_, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/", port))
		return err
	}).ShouldNot(gomega.Succeed())
}

// Logs and assertions bind nothing.
func logged(t *testing.T, log *zap.Logger) {
	port, err := freeport.GetFreePort()
	require.NoError(t, err)
	assert.NotZero(t, port)
	assert.Greater(t, port, 1024, "port %d is privileged", port)
	require.NotEqual(t, 80, port)
	logrus.Infof("port %d", port)
	logrus.WithField("port", port).Info("free")
	klog.Infof("port %d", port)
	klog.InfoS("free", "port", port)
	log.Info("free", zap.Int("port", port))
	log.Sugar().Infow("free", "port", port)
	gomega.NewWithT(t).Expect(port).To(gomega.BeNumerically(">", 1024))
}

func counted() bool {
	ports := lo.Must(freeport.GetFreePorts(3))
	return len(lo.Uniq(ports)) == len(ports)
}

func pointed() bool {
	port := lo.Must(freeport.GetFreePort())
	return ptr.Equal(ptr.To(port), ptr.To(80))
}

var _ = ginkgo.Describe("client", func() {
	var (
		l    net.Listener
		addr string
	)

	ginkgo.BeforeEach(func() {
		var err error
		l, err = net.Listen("tcp", "127.0.0.1:0")
		gomega.Expect(err).NotTo(gomega.HaveOccurred())
		addr = l.Addr().String()
		ginkgo.DeferCleanup(l.Close)
	})

	ginkgo.AfterEach(func() {
		gomega.Expect(l.Close()).To(gomega.Succeed())
	})

	ginkgo.It("connects", func() {
		gomega.Expect(exec.Command("client", addr).Run()).To(gomega.Succeed())
	})
})

var _ = ginkgo.Describe("lost client", func() {
	var port int

	ginkgo.BeforeEach(func() {
		port = lo.Must(freeport.GetFreePort())
	})

	ginkgo.It("gives up", func() {
		_, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		gomega.Expect(err).To(gomega.HaveOccurred())
	})
})

// Nobody is there, whatever the port went through.

func groupDials() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	var g errgroup.Group
	g.Go(func() error {
		_, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		return err
	})
	return g.Wait()
}

func mustDial() {
	port := lo.Must(freeport.GetFreePort())
	lo.Must(net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)))
}

func pointerDials() error {
	c := config{ptr.To(lo.Must(freeport.GetFreePort()))}
	_, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/", ptr.Deref(c.Port, 80)))
	return err
}

func atomicDials() error {
	port := atomic.NewInt64(int64(lo.Must(freeport.GetFreePort())))
	_, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port.Load()))
	return err
}

func awsDials() error {
	addr := aws.String(fmt.Sprintf("127.0.0.1:%d", lo.Must(freeport.GetFreePort())))
	_, err := net.Dial("tcp", aws.ToString(addr))
	return err
}

func mergedDials() error {
	o := options{Host: "localhost"}
	if err := mergo.Merge(&o, options{Port: strconv.Itoa(lo.Must(freeport.GetFreePort()))}); err != nil {
		return err
	}
	_, err := net.Dial("tcp", net.JoinHostPort(o.Host, o.Port))
	return err
}

func otherField() error {
	o := options{}
	if err := copier.Copy(&o, &options{Port: strconv.Itoa(lo.Must(freeport.GetFreePort())), Host: "server"}); err != nil {
		return err
	}
	return exec.Command("start", o.Host).Run()
}

func backedOffDial() error {
	port := lo.Must(freeport.GetFreePort())
	return backoff.Retry(func() error {
		_, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		return err
	}, backoff.NewConstantBackOff(time.Second))
}

// The child dials what is held.

func heldByPointer() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	c := config{ptr.To(l.Addr().(*net.TCPAddr).Port)}
	return exec.Command("client", strconv.Itoa(*c.Port)).Run()
}

func heldByMust() {
	l := lo.Must(net.Listen("tcp", "127.0.0.1:0"))
	defer l.Close()
	lo.Must0(exec.Command("client", l.Addr().String()).Run())
}

func heldWhilePolled(ctx context.Context, handler http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go http.Serve(l, handler)
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(context.Context) (bool, error) {
		return exec.Command("client", l.Addr().String()).Run() == nil, nil
	})
}

type clientSuite struct {
	suite.Suite
	listener net.Listener
	dead     int
}

func (s *clientSuite) SetupTest() {
	var err error
	s.listener, err = net.Listen("tcp", "127.0.0.1:0")
	s.Require().NoError(err)
	s.dead, err = freeport.GetFreePort()
	s.Require().NoError(err)
}

func (s *clientSuite) TearDownTest() { s.Require().NoError(s.listener.Close()) }

func (s *clientSuite) TestDial() {
	s.Require().NoError(exec.Command("client", s.listener.Addr().String()).Run())
	_, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.dead))
	s.Require().Error(err)
}

// A fresh port for each attempt, with every library.

func freshPortPolled(ctx context.Context) error {
	return wait.PollUntilContextTimeout(ctx, time.Second, time.Minute, true, func(context.Context) (bool, error) {
		port, err := freeport.GetFreePort()
		if err != nil {
			return false, err
		}
		return exec.Command("server", strconv.Itoa(port)).Run() == nil, nil
	})
}

func freshPortBackedOff5(ctx context.Context) (net.Listener, error) {
	return backoff5.Retry(ctx, func() (net.Listener, error) {
		port, err := freeport.GetFreePort()
		if err != nil {
			return nil, err
		}
		return net.Listen("tcp", fmt.Sprintf(":%d", port))
	})
}

func freshPortEventually(t *testing.T) {
	require.Eventually(t, func() bool {
		port, err := freeport.GetFreePort()
		return err == nil && exec.Command("server", strconv.Itoa(port)).Run() == nil
	}, time.Minute, time.Second)
}
