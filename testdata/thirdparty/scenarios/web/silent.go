package web

import (
	"context"
	"fmt"
	"net"
	"net/http"

	"github.com/apache/thrift/lib/go/thrift"
	hertz "github.com/cloudwego/hertz/pkg/app/server"
	"github.com/gin-gonic/gin"
	"github.com/go-resty/resty/v2"
	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/websocket"
	"github.com/labstack/echo/v4"
	"github.com/phayes/freeport"
	"github.com/valyala/fasthttp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// Servers that get the listener.

func ginListener(r *gin.Engine) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go r.RunListener(l)
	return l.Addr().String(), nil
}

func echoListener(e *echo.Echo) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	e.Listener = l
	defer e.Close()
	return e.Start(l.Addr().String())
}

func fiberListener(a *fiber.App) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go a.Listener(l)
	_, err = http.Get("http://" + l.Addr().String())
	return err
}

func fasthttpListener(h fasthttp.RequestHandler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	go fasthttp.Serve(l, h)
	_, _, err = fasthttp.Get(nil, "http://"+l.Addr().String())
	return err
}

func hertzListener() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	h := hertz.New(hertz.WithListener(l), hertz.WithHostPorts(l.Addr().String()))
	go h.Spin()
	return l.Addr().String(), nil
}

func grpcListener(s *grpc.Server) (*grpc.ClientConn, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	go s.Serve(l)
	return grpc.NewClient(l.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
}

func grpcListenerOfTest(s *grpc.Server) (string, func(), error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	go func() {
		if err := s.Serve(l); err != nil {
			l.Close()
		}
	}()
	return l.Addr().String(), s.Stop, nil
}

// Constant ports are nobody's hand-over.
func constantPorts(r *gin.Engine, e *echo.Echo, a *fiber.App) {
	go r.Run(":8080")
	go e.Start(":8081")
	go a.Listen(":8082")
}

// Nobody is there: the clients have to say so.

func noServer(ctx context.Context) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	conn, err := grpc.NewClient(addr, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	return conn.Invoke(ctx, "/service/method", nil, nil)
}

func noGRPC(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	conn, err := grpc.NewClient(fmt.Sprintf("127.0.0.1:%d", port), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	return conn.Invoke(ctx, "/service/method", nil, nil)
}

func noGRPCDialled(ctx context.Context) error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, err = grpc.DialContext(ctx, fmt.Sprintf("127.0.0.1:%d", port), grpc.WithBlock())
	return err
}

func noWebSocket() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, _, err = websocket.DefaultDialer.Dial(fmt.Sprintf("ws://127.0.0.1:%d/", port), nil)
	return err
}

func noREST() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, err = resty.New().R().Get(fmt.Sprintf("http://127.0.0.1:%d/", port))
	return err
}

func noBaseURL() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, err = resty.New().SetBaseURL(fmt.Sprintf("http://127.0.0.1:%d", port)).R().Get("/")
	return err
}

func noFastHTTP() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	_, _, err = fasthttp.Get(nil, fmt.Sprintf("http://127.0.0.1:%d/", port))
	return err
}

func noThrift() error {
	port, err := freeport.GetFreePort()
	if err != nil {
		return err
	}
	return thrift.NewTSocketConf(fmt.Sprintf("127.0.0.1:%d", port), nil).Open()
}
