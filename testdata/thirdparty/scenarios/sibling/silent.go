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

// What sockvet wants code to do: the server gets the socket itself.

func ginAppServed(r *gin.Engine) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	r.RunListener(l)
}

func fiber2AppServed(app *fiber2.App) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	app.Listener(l)
}

func fiber3AppServed(app *fiber3.App) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	app.Listener(l, fiber3.ListenConfig{DisableStartupMessage: true})
}

func irisAppServed(app *iris.Application) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	app.Run(iris.Listener(l), iris.WithoutStartupLog)
}

func exporterServed(s *http.Server, logger *slog.Logger) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	web.Serve(l, s, &web.FlagConfig{WebListenAddresses: &[]string{}}, logger)
}

func fasthttpFunctionServed(h fasthttp.RequestHandler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	fasthttp.Serve(l, h)
}

func fasthttpFunctionTLSServed(h fasthttp.RequestHandler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	fasthttp.ServeTLS(l, "cert.pem", "key.pem", h)
}

func fasthttpFunctionEmbedServed(cert, key []byte, h fasthttp.RequestHandler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	fasthttp.ServeTLSEmbed(l, cert, key, h)
}

func fasthttpServerServed(s *fasthttp.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	s.Serve(l)
}

func fasthttpServerTLSServed(s *fasthttp.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	s.ServeTLS(l, "cert.pem", "key.pem")
}

func fasthttpServerEmbedServed(s *fasthttp.Server, cert, key []byte) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	s.ServeTLSEmbed(l, cert, key)
}

func sshFunctionServed(h ssh.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	ssh.Serve(l, h, ssh.HostKeyFile("key"))
}

func sshServerServed(s *ssh.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	s.Serve(l)
}

func charmFunctionServed(h charm.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	charm.Serve(l, h)
}

func charmServerServed(h charm.Handler) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	s := &charm.Server{Handler: h}
	s.Serve(l)
}

func smtpServerServed(s *smtp.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	s.Serve(l)
}

func imapServerServed(s *imap.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	s.Serve(l)
}

func imap2ServerServed(s *imap2.Server) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(l.Addr().String())
	s.Serve(l)
}

func quicListenerServed(config *tls.Config) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(pc.LocalAddr().String())
	quic.Listen(pc, config, nil)
}

func quicEarlyListenerServed(config *tls.Config) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(pc.LocalAddr().String())
	quic.ListenEarly(pc, config, nil)
}

func http3ServerServed(s *http3.Server) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(pc.LocalAddr().String())
	s.Serve(pc)
}

func radiusServerServed(s *radius.PacketServer) {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		return
	}
	println(pc.LocalAddr().String())
	s.Serve(pc)
}
