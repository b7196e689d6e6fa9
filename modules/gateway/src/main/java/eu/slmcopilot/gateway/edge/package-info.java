/**
 * The steps that a request passes before it may ask for the engine, one class each: what is named, measured, refused or
 * answered on the spot. No step knows the engine's sockets, none the certificate's.
 */
package eu.slmcopilot.gateway.edge;
