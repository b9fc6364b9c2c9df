// Package web starts servers of web and RPC frameworks.
package web

import (
	"fmt"
	"net"
	"net/http"

	"github.com/apache/thrift/lib/go/thrift"
	hertz "github.com/cloudwego/hertz/pkg/app/server"
	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
	echo5 "github.com/labstack/echo/v5"
	"github.com/phayes/freeport"
	"github.com/valyala/fasthttp"
	"google.golang.org/grpc"
)

func freeAddr() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close() // want `port of l is handed to .* after l.Close`
	return l.Addr().String()
}

func ginRun(r *gin.Engine)     { r.Run(freeAddr()) }
func ginRunTLS(r *gin.Engine)  { r.RunTLS(freeAddr(), "", "") }
func echoStart(e *echo.Echo)   { go e.Start(freeAddr()) }
func fiberListen(a *fiber.App) { a.Listen(freeAddr()) }

func ginDirect(r *gin.Engine) {
	port, _ := freeport.GetFreePort() // want `handed to Engine.Run `
	r.Run(fmt.Sprintf(":%d", port))
}

func echoDirect(e *echo.Echo) {
	port, _ := freeport.GetFreePort() // want `handed to .*net.Listen`
	go func() { e.Start(fmt.Sprintf(":%d", port)) }()
}

func echoServer(e *echo.Echo) {
	port, _ := freeport.GetFreePort() // want `handed to Echo.StartServer `
	e.StartServer(&http.Server{Addr: fmt.Sprintf(":%d", port)})
}

func echo5Direct(e *echo5.Echo) {
	port, _ := freeport.GetFreePort() // want `handed to Echo.Start `
	e.Start(fmt.Sprintf(":%d", port))
}

func fiberDirect(a *fiber.App) {
	port, _ := freeport.GetFreePort() // want `handed to App.Listen `
	go a.Listen(fmt.Sprintf(":%d", port))
}

func fiberTLS(a *fiber.App) {
	port, _ := freeport.GetFreePort() // want `handed to App.ListenTLS `
	a.ListenTLS(fmt.Sprintf(":%d", port), "", "")
}

func fasthttpFunction(h fasthttp.RequestHandler) {
	port, _ := freeport.GetFreePort() // want `handed to fasthttp.ListenAndServe `
	fasthttp.ListenAndServe(fmt.Sprintf(":%d", port), h)
}

func fasthttpServer(h fasthttp.RequestHandler) {
	port, _ := freeport.GetFreePort() // want `handed to Server.ListenAndServe `
	s := &fasthttp.Server{Handler: h}
	s.ListenAndServe(fmt.Sprintf(":%d", port))
}

func hertzOption() {
	port, _ := freeport.GetFreePort() // want `handed to server.WithHostPorts`
	h := hertz.New(hertz.WithHostPorts(fmt.Sprintf("127.0.0.1:%d", port)))
	h.Spin()
}

func thriftSocket(p thrift.TProcessor) {
	port, _ := freeport.GetFreePort() // want `handed to thrift.NewTServerSocket`
	socket, err := thrift.NewTServerSocket(fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return
	}
	thrift.NewTSimpleServer2(p, socket).Serve()
}

func grpcServer(s *grpc.Server) {
	port, _ := freeport.GetFreePort() // want `handed to net.Listen`
	l, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err != nil {
		return
	}
	s.Serve(l)
}
