// Command fixes serves with the framework that its argument names. It binds a port,
// closes the socket, and has the framework bind the port again. The test fixes
// that, and asks the servers for an answer.
package main

import (
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"

	"github.com/emersion/go-smtp"
	"github.com/gin-gonic/gin"
	"github.com/gliderlabs/ssh"
	fiber2 "github.com/gofiber/fiber/v2"
	fiber3 "github.com/gofiber/fiber/v3"
	"github.com/kataras/iris/v12"
	"github.com/prometheus/exporter-toolkit/web"
	"github.com/valyala/fasthttp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
)

var frameworks = map[string]func() error{
	"gin":      serveGin,
	"fiber2":   serveFiber2,
	"fiber3":   serveFiber3,
	"fasthttp": serveFasthttp,
	"iris":     serveIris,
	"exporter": serveExporter,
	"ssh":      serveSSH,
	"smtp":     serveSMTP,
	"grpc":     serveGRPC,
}

func main() {
	if len(os.Args) != 2 || frameworks[os.Args[1]] == nil {
		log.Fatal("usage: fixes FRAMEWORK")
	}
	log.Fatal(frameworks[os.Args[1]]())
}

// announce tells the test where to ask. What frameworks print does not start so.
func announce(scheme, addr string) { fmt.Println("serving: " + scheme + "://" + addr) }

func serveGin() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.GET("/", func(c *gin.Context) { c.String(http.StatusOK, "hello") })
	announce("http", addr)
	return r.Run(addr)
}

func serveFiber2() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		return err
	}
	app := fiber2.New()
	app.Get("/", func(c *fiber2.Ctx) error { return c.SendString("hello") })
	announce("http", addr)
	return app.Listen(addr)
}

func serveFiber3() error {
	l, err := net.Listen("tcp4", ":0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	app := fiber3.New()
	app.Get("/", func(c fiber3.Ctx) error { return c.SendString("hello") })
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	announce("http", addr)
	return app.Listen(addr, fiber3.ListenConfig{DisableStartupMessage: true})
}

func serveFasthttp() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	announce("http", addr)
	return fasthttp.ListenAndServe(addr, func(ctx *fasthttp.RequestCtx) { ctx.WriteString("hello") })
}

func serveIris() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	app := iris.New()
	app.Get("/", func(ctx iris.Context) { ctx.WriteString("hello") })
	announce("http", addr)
	return app.Listen(addr, iris.WithoutStartupLog)
}

func serveExporter() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") })
	announce("http", addr)
	return web.ListenAndServe(&http.Server{Handler: handler}, &web.FlagConfig{
		WebListenAddresses: &[]string{addr},
		WebConfigFile:      new(string),
	}, slog.Default())
}

func serveSSH() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	announce("ssh", addr)
	return ssh.ListenAndServe(addr, func(s ssh.Session) { fmt.Fprint(s, "hello") })
}

func serveSMTP() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return nil, smtp.ErrAuthUnsupported }))
	s.Domain = "localhost"
	s.Addr = addr
	announce("smtp", addr)
	return s.ListenAndServe()
}

func serveGRPC() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := l.Addr().String()
	l.Close()
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	s := grpc.NewServer()
	grpc_health_v1.RegisterHealthServer(s, health.NewServer())
	announce("grpc", addr)
	return s.Serve(ln)
}
