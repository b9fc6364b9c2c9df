// Package sibling binds in all the ways for which there is a sibling that takes
// the socket instead, and in those of the siblings.
package sibling

import (
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"

	charm "github.com/charmbracelet/ssh"
	imap "github.com/emersion/go-imap/server"
	imap2 "github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-smtp"
	"github.com/gin-gonic/gin"
	"github.com/gliderlabs/ssh"
	fiber2 "github.com/gofiber/fiber/v2"
	fiber3 "github.com/gofiber/fiber/v3"
	"github.com/kataras/iris/v12"
	"github.com/prometheus/exporter-toolkit/web"
	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
	"github.com/valyala/fasthttp"
	"layeh.com/radius"
)

func ginApp(r *gin.Engine) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Engine.Run `
	r.Run(addr)
}

func fiber2App(app *fiber2.App) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to App.Listen `
	app.Listen(addr)
}

func fiber3App(app *fiber3.App) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to App.Listen `
	app.Listen(addr, fiber3.ListenConfig{DisableStartupMessage: true})
}

func irisApp(app *iris.Application) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Application.Listen `
	app.Listen(addr, iris.WithoutStartupLog)
}

func exporter(s *http.Server, logger *slog.Logger) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to web.ListenAndServe `
	web.ListenAndServe(s, &web.FlagConfig{WebListenAddresses: &[]string{addr}}, logger)
}

func fasthttpFunction(h fasthttp.RequestHandler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to fasthttp.ListenAndServe `
	fasthttp.ListenAndServe(addr, h)
}

func fasthttpFunctionTLS(h fasthttp.RequestHandler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to fasthttp.ListenAndServeTLS `
	fasthttp.ListenAndServeTLS(addr, "cert.pem", "key.pem", h)
}

func fasthttpFunctionEmbed(cert, key []byte, h fasthttp.RequestHandler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to fasthttp.ListenAndServeTLSEmbed `
	fasthttp.ListenAndServeTLSEmbed(addr, cert, key, h)
}

func fasthttpServer(s *fasthttp.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Server.ListenAndServe `
	s.ListenAndServe(addr)
}

func fasthttpServerTLS(s *fasthttp.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Server.ListenAndServeTLS `
	s.ListenAndServeTLS(addr, "cert.pem", "key.pem")
}

func fasthttpServerEmbed(s *fasthttp.Server, cert, key []byte) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Server.ListenAndServeTLSEmbed `
	s.ListenAndServeTLSEmbed(addr, cert, key)
}

func sshFunction(h ssh.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to ssh.ListenAndServe `
	ssh.ListenAndServe(addr, h, ssh.HostKeyFile("key"))
}

func sshServer(s *ssh.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Server.ListenAndServe `
	s.Addr = addr
	s.ListenAndServe()
}

func charmFunction(h charm.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to ssh.ListenAndServe `
	charm.ListenAndServe(addr, h)
}

func charmServer(h charm.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Server.ListenAndServe `
	s := &charm.Server{Addr: addr, Handler: h}
	s.ListenAndServe()
}

func smtpServer(s *smtp.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Server.ListenAndServe `
	s.Addr = addr
	s.ListenAndServe()
}

func imapServer(s *imap.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Server.ListenAndServe `
	s.Addr = addr
	s.ListenAndServe()
}

func imap2Server(s *imap2.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := l.Addr().String()
	l.Close() // want `port of l is handed to Server.ListenAndServe `
	s.ListenAndServe(addr)
}

func quicListener(config *tls.Config) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := pc.LocalAddr().String()
	pc.Close() // want `port of pc is handed to quic.ListenAddr `
	quic.ListenAddr(addr, config, nil)
}

func quicEarlyListener(config *tls.Config) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := pc.LocalAddr().String()
	pc.Close() // want `port of pc is handed to quic.ListenAddrEarly `
	quic.ListenAddrEarly(addr, config, nil)
}

func http3Server(s *http3.Server) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := pc.LocalAddr().String()
	pc.Close() // want `port of pc is handed to Server.ListenAndServe `
	s.Addr = addr
	s.ListenAndServe()
}

func radiusServer(s *radius.PacketServer) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return
	}
	addr := pc.LocalAddr().String()
	pc.Close() // want `port of pc is handed to PacketServer.ListenAndServe `
	s.Addr = addr
	s.ListenAndServe()
}
