package dev.sagebrush.wire.http;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS, made when the first client asks for it: reading or creating a
 * certificate and loading the security providers takes a few hundred milliseconds that a start need
 * not pay.
 */
final class Tls {

  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  private final @Nullable CertificateSource source;
  private @Nullable CompletableFuture<SslContext> context;

  Tls(@Nullable CertificateSource source) {
    this.source = source;
  }

  /** Calls back on an event loop with the TLS context, or null and the reason there is none. */
  void whenReady(EventLoop loop, BiConsumer<@Nullable SslContext, @Nullable Throwable> then) {
    context()
        .whenCompleteAsync(then, loop)
        .exceptionally(failed -> {
          LOG.debug("no TLS for a connection", failed);
          return null;
        });
  }

  private synchronized CompletableFuture<SslContext> context() {
    CompletableFuture<SslContext> known = context;
    if (known == null || known.isCompletedExceptionally()) {
      known =
          CompletableFuture.supplyAsync(
              this::create, task -> Thread.ofPlatform().daemon().name("tls-setup").start(task));
      context = known;
    }
    return known;
  }

  private SslContext create() {
    if (source == null) {
      throw new CompletionException(new IOException("a client asked for TLS, which is off"));
    }
    try {
      CertificateFiles files = source.files();
      return SslContextBuilder.forServer(files.chain().toFile(), files.key().toFile())
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  ApplicationProtocolConfig.Protocol.ALPN,
                  ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                  ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                  ApplicationProtocolNames.HTTP_2,
                  ApplicationProtocolNames.HTTP_1_1))
          .build();
    } catch (IOException | GeneralSecurityException failed) {
      throw new CompletionException(failed);
    }
  }
}
